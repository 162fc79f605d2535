import { expect, test } from 'vitest';
import { outputOf } from './machine-fixture.ts';
import { machinesOfATest, task } from './task-states.ts';

const fixture = machinesOfATest();

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

test('a Map over an object is refused by name when it runs', async () => {
  const items = { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } };
  const machine = {
    StartAt: 'Each',
    States: { Each: { Type: 'Map', ItemProcessor: items, End: true } },
  };
  const { run } = await fixture({ M: machine });

  expect((await run({ a: 1 })).end).toMatchObject({
    error: 'States.Runtime',
    cause: expect.stringContaining('The sandbox does not support a Map over an object'),
  });
});

test('a property of a machine that CloudFormation does not have is refused', async () => {
  const machine = { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } };

  await expect(fixture({ M: machine }, {}, { properties: { LoggingConfig: {} } })).rejects.toThrow(
    'M has LoggingConfig, which the sandbox does not support',
  );
});
