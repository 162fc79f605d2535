import { expect, test } from 'vitest';
import { functionArn, invokeResource, outputOf, secondsOf, typesOf } from './machine-fixture.ts';
import { machinesOfATest, named, task } from './task-states.ts';

const fixture = machinesOfATest();

test('a machine of waits, choices and tasks ends with its output after its nominal duration', async () => {
  const { run, statuses } = await fixture(
    {
      Share: {
        StartAt: 'Create',
        States: {
          Create: task('create', { ResultPath: '$.share', Next: 'Wait' }),
          Wait: { Type: 'Wait', SecondsPath: '$.share.waitSeconds', Next: 'IsLarge' },
          IsLarge: {
            Type: 'Choice',
            Choices: [{ Variable: '$.share.waitSeconds', NumericGreaterThan: 10, Next: 'Done' }],
            Default: 'Never',
          },
          Never: { Type: 'Fail', Error: 'Never' },
          Done: { Type: 'Succeed' },
        },
      },
    },
    { create: () => ({ waitSeconds: 42 }) },
  );

  const execution = await run({ id: 1 });

  expect(outputOf(execution)).toEqual({ id: 1, share: { waitSeconds: 42 } });
  expect(secondsOf(execution)).toBeGreaterThanOrEqual(42);
  expect(secondsOf(execution)).toBeLessThan(43);
  expect(execution.stateTransitions).toBe(4);
  expect(statuses).toEqual(['RUNNING', 'SUCCEEDED']);
  expect(typesOf(execution)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'LambdaFunctionScheduled',
    'LambdaFunctionStarted',
    'LambdaFunctionSucceeded',
    'TaskStateExited',
    'WaitStateEntered',
    'WaitStateExited',
    'ChoiceStateEntered',
    'ChoiceStateExited',
    'SucceedStateEntered',
    'SucceedStateExited',
    'ExecutionSucceeded',
  ]);
});

test('lambda:invoke answers in its envelope', async () => {
  const { run } = await fixture(
    {
      M: {
        StartAt: 'Call',
        States: {
          Call: {
            Type: 'Task',
            Resource: invokeResource,
            Parameters: { FunctionName: functionArn('echo'), 'Payload.$': '$' },
            End: true,
          },
        },
      },
    },
    { echo: (event) => ({ got: event }) },
  );

  const execution = await run({ a: 1 });

  expect(outputOf(execution)).toMatchObject({
    ExecutedVersion: '$LATEST',
    Payload: { got: { a: 1 } },
    SdkHttpMetadata: { HttpStatusCode: 200 },
    StatusCode: 200,
  });
  expect(typesOf(execution).slice(2, 5)).toEqual(['TaskScheduled', 'TaskStarted', 'TaskSucceeded']);
  expect(execution.history[2]?.taskScheduledEventDetails).toMatchObject({
    resourceType: 'lambda',
    resource: 'invoke',
    region: 'eu-central-1',
  });
});

test('a function error is retried by name with its growing pause, then caught with the error as JSON', async () => {
  const { run, calls } = await fixture(
    {
      M: {
        StartAt: 'Call',
        States: {
          Call: task('busy', {
            Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 2 }],
            Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Report' }],
            End: true,
          }),
          Report: { Type: 'Pass', End: true },
        },
      },
    },
    {
      busy: () => {
        throw named('Busy', 'come again');
      },
    },
  );

  const execution = await run({ id: 7 });

  const output = outputOf(execution);
  expect(output).toMatchObject({ id: 7, error: { Error: 'Busy' } });
  expect(JSON.parse(output.error.Cause)).toEqual({
    errorType: 'Busy',
    errorMessage: 'come again',
    trace: [],
  });
  expect(calls).toHaveLength(3);
  expect(secondsOf(execution)).toBeGreaterThanOrEqual(30);
  expect(secondsOf(execution)).toBeLessThan(31);
  expect(execution.stateTransitions).toBe(4);
  expect(typesOf(execution).filter((type) => type === 'LambdaFunctionFailed')).toHaveLength(3);
});

test('a Map whose item failed calls nothing more, and neither does a Parallel', async () => {
  const each = { StartAt: 'Call', States: { Call: task('second', { End: true }) } };
  const { run, calls, clock } = await fixture(
    {
      Items: {
        StartAt: 'Each',
        States: {
          Each: {
            Type: 'Map',
            MaxConcurrency: 1,
            ItemProcessor: each,
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }],
            End: true,
          },
          Done: { Type: 'Pass', End: true },
        },
      },
      Branches: {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Branches: [
              { StartAt: 'Fails', States: { Fails: task('broken', { End: true }) } },
              {
                StartAt: 'Busy',
                States: {
                  Busy: task('busy', {
                    Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60, MaxAttempts: 9 }],
                    End: true,
                  }),
                },
              },
            ],
            Catch: [{ ErrorEquals: ['Broken'], Next: 'After' }],
            End: true,
          },
          After: { Type: 'Wait', Seconds: 3600, End: true },
        },
      },
    },
    {
      second: (item) => {
        if (item === 2) throw named('Broken');
        return item;
      },
      busy: () => {
        throw named('Busy');
      },
      broken: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw named('Broken');
      },
    },
  );

  const items = await run([1, 2, 3, 4], 'Items');
  expect(outputOf(items)).toMatchObject({ Error: 'Broken' });
  expect(calls).toEqual(['second', 'second']);

  const branches = await run({}, 'Branches');
  await clock.delay(3_600_000);
  expect(outputOf(branches)).toMatchObject({ Error: 'Broken' });
  expect(calls.filter((name) => name === 'busy')).toHaveLength(1);
  expect(typesOf(branches)).toEqual(expect.arrayContaining(['TaskStateAborted', 'ParallelStateFailed']));
  expect(typesOf(branches)).not.toContain('ParallelStateSucceeded');
});

test('a text as the payload of lambda:invoke is read by the function as JSON', async () => {
  const { run } = await fixture(
    {
      M: {
        StartAt: 'Call',
        States: {
          Call: {
            Type: 'Task',
            Resource: invokeResource,
            Parameters: { FunctionName: functionArn('echo'), 'Payload.$': '$' },
            ResultSelector: { 'got.$': '$.Payload' },
            Catch: [{ ErrorEquals: ['Lambda.InvalidRequestContentException'], Next: 'NoJson' }],
            End: true,
          },
          NoJson: { Type: 'Pass', Result: 'no JSON', End: true },
        },
      },
    },
    { echo: (event) => event },
  );

  expect(outputOf(await run('{"a":1}'))).toEqual({ got: { a: 1 } });
  expect(outputOf(await run('a'))).toBe('no JSON');
});

test('a failed execution is redriven at the state that failed', async () => {
  let isBroken = true;
  const { run, calls } = await fixture(
    {
      M: {
        StartAt: 'First',
        States: {
          First: task('first', { ResultPath: '$.first', Next: 'Second' }),
          Second: task('second', { End: true }),
        },
      },
    },
    {
      first: () => 1,
      second: (event) => {
        if (isBroken) throw named('Broken');
        return event;
      },
    },
  );
  const execution = await run({ id: 1 });
  expect(execution.status).toBe('FAILED');

  isBroken = false;
  execution.redrive();
  await execution.ended;

  expect(outputOf(execution)).toEqual({ id: 1, first: 1 });
  expect(calls).toEqual(['first', 'second', 'second']);
  expect(typesOf(execution)).toContain('ExecutionRedriven');
  expect(execution.redriveCount).toBe(1);
});

test('an execution’s history and nominal durations are the same at speed 60, 600 and 6000', async () => {
  const definition = {
    M: {
      StartAt: 'Call',
      States: {
        Call: task('busy', {
          Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3, MaxAttempts: 2 }],
          ResultPath: '$.r',
          Next: 'Wait',
        }),
        Wait: { Type: 'Wait', Seconds: 20, Next: 'Done' },
        Done: { Type: 'Succeed' },
      },
    },
  };
  const runAt = async (speed: number) => {
    let calls = 0;
    const { run } = await fixture(
      definition,
      {
        busy: () => {
          if (++calls < 3) throw named('Busy');
          return calls;
        },
      },
      { speed },
    );
    const execution = await run();
    return {
      types: typesOf(execution),
      seconds: execution.history.map(({ timestamp }) => Math.floor((timestamp - execution.startDate) / 1000)),
    };
  };

  const [slow, ...faster] = [await runAt(60), await runAt(600), await runAt(6000)];

  expect(slow?.seconds.at(-1)).toBe(29);
  for (const run of faster) expect(run).toEqual(slow);
});
