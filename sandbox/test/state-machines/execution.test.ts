import { afterEach, expect, test } from 'vitest';
import {
  functionArn,
  invokeResource,
  machineFixture,
  outputOf,
  secondsOf,
  tokenResource,
  typesOf,
} from './machine-fixture.ts';

const open: (() => void)[] = [];
const fixture: typeof machineFixture = async (...parts) => {
  const made = await machineFixture(...parts);
  open.push(made.close);
  return made;
};
afterEach(() => {
  for (const close of open.splice(0)) close();
});
const named = (name: string, message = name) => Object.assign(new Error(message), { name });
const task = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: functionArn(name),
  TimeoutSeconds: 60,
  ...more,
});
const tokenTask = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: tokenResource,
  Parameters: {
    FunctionName: functionArn(name),
    Payload: { 'token.$': '$$.Task.Token', 'state.$': '$$.State.Name', 'id.$': '$$.Execution.Name' },
  },
  TimeoutSeconds: 3600,
  ...more,
});

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

test('a task waits for its token; each attempt has a token of its own and the old one is dead', async () => {
  const tokens: string[] = [];
  const { start, stateMachines, clock } = await fixture(
    {
      M: {
        StartAt: 'Approve',
        States: {
          Approve: tokenTask('ask', {
            Retry: [{ ErrorEquals: ['Again'], IntervalSeconds: 5, MaxAttempts: 1 }],
            End: true,
          }),
        },
      },
    },
    {
      ask: ({ token, state, id }: { token: string; state: string; id: string }) => {
        tokens.push(token);
        return { state, id };
      },
    },
  );
  const execution = start();
  await clock.delay(1_000);
  expect(typesOf(execution)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
  ]);

  stateMachines.tokens.answer(tokens[0] ?? '', { type: 'FAILURE', error: 'Again', cause: 'not yet' });
  await clock.delay(10_000);
  expect(() => stateMachines.tokens.answer(tokens[0] ?? '', { type: 'SUCCESS', output: '1' })).toThrow(
    expect.objectContaining({ name: 'TaskTimedOut' }),
  );
  stateMachines.tokens.answer(tokens[1] ?? '', { type: 'SUCCESS', output: '{"approved":true}' });
  await execution.ended;

  expect(new Set(tokens).size).toBe(2);
  expect(outputOf(execution)).toEqual({ approved: true });
  expect(typesOf(execution).slice(2)).toEqual([
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskFailed',
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
  expect(() => stateMachines.tokens.answer('bm90IG91cnM=', { type: 'SUCCESS', output: '1' })).toThrow(
    expect.objectContaining({ name: 'InvalidToken' }),
  );
});

test('an answer may come before the function returns, and a function that throws fails the task at once', async () => {
  const { run, stateMachines } = await fixture(
    {
      Early: { StartAt: 'Ask', States: { Ask: tokenTask('early', { End: true }) } },
      Broken: {
        StartAt: 'Ask',
        States: {
          Ask: tokenTask('broken', {
            Catch: [{ ErrorEquals: ['Broken'], ResultPath: '$.e', Next: 'Ok' }],
            End: true,
          }),
          Ok: { Type: 'Pass', Result: 'caught', End: true },
        },
      },
    },
    {
      early: ({ token }: { token: string }) => {
        stateMachines.tokens.answer(token, { type: 'SUCCESS', output: '"early"' });
      },
      broken: () => {
        throw named('Broken');
      },
    },
  );

  expect(outputOf(await run({}, 'Early'))).toBe('early');
  expect(outputOf(await run({}, 'Broken'))).toBe('caught');
});

test('a token task times out in nominal time, is not matched by States.TaskFailed, and its token dies', async () => {
  let token = '';
  const { run, stateMachines } = await fixture(
    {
      M: {
        StartAt: 'Ask',
        States: {
          Ask: tokenTask('ask', {
            TimeoutSeconds: 86400,
            Catch: [
              { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
              { ErrorEquals: ['States.Timeout'], Next: 'Right' },
            ],
            End: true,
          }),
          Wrong: { Type: 'Fail', Error: 'Wrong' },
          Right: { Type: 'Succeed' },
        },
      },
    },
    {
      ask: (event: { token: string }) => {
        token = event.token;
      },
    },
    { speed: 200_000 },
  );

  const execution = await run();

  expect(outputOf(execution)).toEqual({ Error: 'States.Timeout', Cause: '' });
  expect(secondsOf(execution)).toBeGreaterThanOrEqual(86400);
  expect(secondsOf(execution)).toBeLessThan(86401);
  expect(typesOf(execution)).toContain('TaskTimedOut');
  expect(() => stateMachines.tokens.heartbeat(token)).toThrow(
    expect.objectContaining({ name: 'TaskTimedOut' }),
  );
});

test('a missed heartbeat ends a token task; heartbeats keep it alive', async () => {
  let token = '';
  const { start, stateMachines, clock } = await fixture(
    {
      M: {
        StartAt: 'Ask',
        States: {
          Ask: tokenTask('ask', {
            HeartbeatSeconds: 60,
            Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Lost' }],
            End: true,
          }),
          Lost: { Type: 'Pass', End: true },
        },
      },
    },
    {
      ask: (event: { token: string }) => {
        token = event.token;
      },
    },
  );
  const execution = start();
  for (let beat = 0; beat < 4; beat++) {
    await clock.delay(40_000);
    stateMachines.tokens.heartbeat(token);
  }
  expect(execution.status).toBe('RUNNING');

  await execution.ended;

  expect(outputOf(execution)).toMatchObject({ Error: 'States.HeartbeatTimeout' });
  expect(Math.floor(secondsOf(execution))).toBe(220);
});

test('a hanging function is left behind by the time-out of its state', async () => {
  const { run } = await fixture(
    {
      M: {
        StartAt: 'Call',
        States: {
          Call: task('hang', {
            TimeoutSeconds: 1,
            Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 0 }],
            End: true,
          }),
        },
      },
    },
    { hang: () => new Promise((resolve) => setTimeout(resolve, 1500)) },
  );

  const execution = await run();

  expect(execution.end).toEqual({ status: 'FAILED', error: 'States.Timeout' });
  expect(Math.floor(secondsOf(execution))).toBe(1);
});

test('a stopped execution calls no handler again, whatever its Retry says', async () => {
  const { start, calls, clock } = await fixture(
    {
      M: {
        StartAt: 'Call',
        States: {
          Call: task('busy', {
            Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60, MaxAttempts: 8 }],
            End: true,
          }),
        },
      },
    },
    {
      busy: () => {
        throw named('Busy');
      },
    },
  );
  const execution = start();
  await clock.delay(10_000);

  execution.stop('Operator', 'enough');
  await execution.ended;
  await clock.delay(3_600_000);

  expect(execution.end).toEqual({ status: 'ABORTED', error: 'Operator', cause: 'enough' });
  expect(calls).toHaveLength(1);
  expect(typesOf(execution).at(-1)).toBe('ExecutionAborted');
});

test('an execution that is stopped when a state is entered does not call that state’s function', async () => {
  const { run, calls } = await fixture(
    { M: { StartAt: 'Call', States: { Call: task('one', { End: true }) } } },
    { one: () => 1 },
    { stopAt: 'TaskStateEntered' },
  );

  expect((await run()).status).toBe('ABORTED');
  expect(calls).toEqual([]);
});

test('a machine past its own TimeoutSeconds is TIMED_OUT, which nothing inside catches', async () => {
  const { run, clock, calls } = await fixture(
    {
      M: {
        TimeoutSeconds: 600,
        StartAt: 'Ask',
        States: {
          Ask: tokenTask('ask', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Never' }], End: true }),
          Never: { Type: 'Pass', End: true },
        },
      },
    },
    { ask: () => 1 },
  );

  const execution = await run();
  await clock.delay(7_200_000);

  expect(execution.status).toBe('TIMED_OUT');
  expect(Math.floor(secondsOf(execution))).toBe(600);
  expect(typesOf(execution).at(-1)).toBe('ExecutionTimedOut');
  expect(calls).toHaveLength(1);
});

test('a Task’s result over 256 KiB is caught, by its name and by States.ALL', async () => {
  const large = task('large', { Next: 'Never' });
  const catching = (ErrorEquals: string[]) => ({
    StartAt: 'Call',
    States: {
      Call: { ...large, Catch: [{ ErrorEquals, Next: 'Caught' }] },
      Never: { Type: 'Pass', End: true },
      Caught: { Type: 'Pass', End: true },
    },
  });
  const { run } = await fixture(
    { ByName: catching(['States.DataLimitExceeded']), ByAll: catching(['States.ALL']) },
    { large: () => 'x'.repeat(262_145) },
  );

  for (const machine of ['ByName', 'ByAll']) {
    expect(outputOf(await run({}, machine))).toMatchObject({ Error: 'States.DataLimitExceeded' });
  }
});

test('data over 256 KiB that is no Task’s result ends the execution, and no Catch hears of it', async () => {
  const { run } = await fixture(
    {
      M: {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Branches: [{ StartAt: 'Call', States: { Call: task('half', { ResultPath: '$.b', End: true }) } }],
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Never' }],
            End: true,
          },
          Never: { Type: 'Pass', End: true },
        },
      },
    },
    { half: () => 'x'.repeat(140_000) },
  );

  const execution = await run({ a: 'x'.repeat(140_000) });

  expect(execution.end).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
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

test('an error in a token’s answer without a name or a cause is caught as null', async () => {
  const { run, stateMachines } = await fixture(
    {
      M: {
        StartAt: 'Ask',
        States: {
          Ask: tokenTask('ask', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], End: true }),
          Caught: { Type: 'Pass', End: true },
        },
      },
    },
    {
      ask: ({ token }: { token: string }) => {
        stateMachines.tokens.answer(token, { type: 'FAILURE', error: undefined, cause: undefined });
      },
    },
  );

  expect(outputOf(await run())).toEqual({ Error: null, Cause: null });
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

test('an input too deep for a state ends its execution instead of staying for ever', async () => {
  const { stateMachines } = await fixture({
    M: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } },
  });
  const depth = 200_000;
  const arn = 'arn:aws:states:eu-central-1:111122223333:stateMachine:M';

  const start = () => stateMachines.start(arn, { input: `${'['.repeat(depth)}${']'.repeat(depth)}` });

  const execution = await Promise.resolve()
    .then(start)
    .catch(() => undefined);
  await execution?.ended;
  expect(execution?.status ?? 'FAILED').toBe('FAILED');
});

test('a path that leads nowhere is States.Runtime and cannot be caught', async () => {
  const { run } = await fixture(
    {
      M: {
        StartAt: 'Call',
        States: {
          Call: task('a', {
            Parameters: { 'x.$': '$.nowhere' },
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Never' }],
            End: true,
          }),
          Never: { Type: 'Pass', End: true },
        },
      },
    },
    { a: () => 1 },
  );

  expect((await run()).end).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: expect.stringContaining('$.nowhere'),
  });
});

test('a machine that never ends is stopped by the limit of 25,000 history events', async () => {
  const { run } = await fixture({
    M: {
      StartAt: 'Again',
      States: {
        Again: { Type: 'Pass', Next: 'IsDone' },
        IsDone: {
          Type: 'Choice',
          Choices: [{ Variable: '$.isDone', IsPresent: true, Next: 'Done' }],
          Default: 'Again',
        },
        Done: { Type: 'Succeed' },
      },
    },
  });

  const execution = await run();

  expect(execution.history).toHaveLength(25_000);
  expect(execution.end).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
});

test('inside a Map each item has its own token and the context is the whole execution’s', async () => {
  const seen: { token: string; input: unknown; index: number }[] = [];
  const { run, stateMachines } = await fixture(
    {
      M: {
        StartAt: 'Each',
        States: {
          Each: {
            Type: 'Map',
            ItemsPath: '$.items',
            ItemSelector: { 'item.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index' },
            ItemProcessor: {
              StartAt: 'Ask',
              States: {
                Ask: {
                  Type: 'Task',
                  Resource: tokenResource,
                  Parameters: {
                    FunctionName: functionArn('ask'),
                    Payload: {
                      'token.$': '$$.Task.Token',
                      'input.$': '$$.Execution.Input',
                      'index.$': '$.index',
                    },
                  },
                  End: true,
                },
              },
            },
            End: true,
          },
        },
      },
    },
    {
      ask: (event: { token: string; input: unknown; index: number }) => {
        seen.push(event);
        stateMachines.tokens.answer(event.token, { type: 'SUCCESS', output: String(event.index * 10) });
      },
    },
  );

  const execution = await run({ items: ['a', 'b', 'c'] });

  expect(outputOf(execution)).toEqual([0, 10, 20]);
  expect(new Set(seen.map(({ token }) => token)).size).toBe(3);
  expect(seen[1]?.input).toEqual({ items: ['a', 'b', 'c'] });
  expect(typesOf(execution)).toContain('MapIterationSucceeded');
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
