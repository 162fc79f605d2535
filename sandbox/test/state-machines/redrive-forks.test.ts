import { expect, test } from 'vitest';
import { outputOf } from './machine-fixture.ts';
import { machinesOfATest, named, task } from './task-states.ts';

const fixture = machinesOfATest();

/** Fails for the value 2 until it is mended, and notes what it is called with. */
function fragile() {
  const called: number[] = [];
  let isMended = false;
  const one = (value: number) => {
    called.push(value);
    if (value === 2 && !isMended) throw named('Broken');
    return value * 10;
  };
  const mend = () => {
    isMended = true;
  };
  return { called, one, mend };
}

const before = (next: string) => ({ Type: 'Pass', Next: next });

test('a redriven Map runs what did not succeed, each item from the state that it was in', async () => {
  const { called, one, mend } = fragile();
  const items = { StartAt: 'Before', States: { Before: before('One'), One: task('one', { End: true }) } };
  const machine = {
    StartAt: 'Each',
    States: { Each: { Type: 'Map', MaxConcurrency: 1, ItemProcessor: items, End: true } },
  };
  const { run } = await fixture({ M: machine }, { one });
  const execution = await run([1, 2, 3]);
  mend();

  execution.redrive();
  await execution.ended;

  expect(outputOf(execution)).toEqual([10, 20, 30]);
  expect(called).toEqual([1, 2, 2, 3]);
  const entered = execution.history.filter(({ type }) => type === 'PassStateEntered');
  expect(entered).toHaveLength(3);
});

test('so does a Parallel, and what is inside of one; a Retry runs all of it again', async () => {
  const { called, one, mend } = fragile();
  const items = { StartAt: 'One', States: { One: task('one', { End: true }) } };
  const each = { Type: 'Map', MaxConcurrency: 1, ItemProcessor: items, End: true };
  const machine = {
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Each', States: { Each: each } },
          { StartAt: 'Five', States: { Five: { Type: 'Pass', Result: 5, End: true } } },
        ],
        Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 1 }],
        End: true,
      },
    },
  };
  const { run } = await fixture({ M: machine }, { one });
  const execution = await run([1, 2, 3]);
  expect(called).toEqual([1, 2, 1, 2]);
  mend();

  execution.redrive();
  await execution.ended;

  expect(outputOf(execution)).toEqual([[10, 20, 30], 5]);
  expect(called).toEqual([1, 2, 1, 2, 2, 3]);
});
