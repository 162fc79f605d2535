import { expect, test } from 'vitest';
import { guarding } from '../../../functions/recovery/sweep-parts.ts';

test('what fails in one part keeps no other part from being swept', async () => {
  const { guard, throwFailures } = guarding();
  const done: string[] = [];
  const nothing = guarding();

  await guard(() => Promise.reject(new Error('first')));
  await guard(async () => void done.push('second'));
  await guard(() => Promise.reject('third'));

  expect(done).toEqual(['second']);
  expect(throwFailures).toThrow('2 parts of the sweep failed, the first: first');
  expect(nothing.throwFailures).not.toThrow();
  await nothing.guard(() => Promise.reject('a word'));
  expect(nothing.throwFailures).toThrow('1 parts of the sweep failed, the first: a word');
});
