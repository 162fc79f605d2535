import { expect, test } from 'vitest';
import { functionArn, outputOf, secondsOf, tokenResource, typesOf } from './machine-fixture.ts';
import { machinesOfATest, named, tokenTask } from './task-states.ts';

const fixture = machinesOfATest();

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
