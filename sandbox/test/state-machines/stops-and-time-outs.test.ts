import { expect, test } from 'vitest';
import { secondsOf, typesOf } from './machine-fixture.ts';
import { machinesOfATest, named, task, tokenTask } from './task-states.ts';

const fixture = machinesOfATest();

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
