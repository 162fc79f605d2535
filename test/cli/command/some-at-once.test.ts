import { expect, test } from 'vitest';
import { someAtOnce } from '../../../cli/command/some-at-once.ts';

async function collect<Result>(results: AsyncIterable<Result>): Promise<Result[]> {
  const collected: Result[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

test('keeps the order, and has no more at once than it may', async () => {
  let [running, most] = [0, 0];
  const work = async (item: number) => {
    running += 1;
    most = Math.max(most, running);
    for (let turns = 10 - item; turns > 0; turns--) await Promise.resolve();
    running -= 1;
    return item * 2;
  };

  const results = await collect(someAtOnce([1, 2, 3, 4, 5, 6, 7], 3, work));

  expect(results).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(most).toBe(3);
});

test('begins no further item after a failure', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    if (item === 2) throw new Error('throttled');
    return item;
  };

  await expect(collect(someAtOnce([1, 2, 3, 4, 5], 2, work))).rejects.toThrow('throttled');
  expect(begun).toEqual([1, 2, 3]);
});

test('of nothing gives nothing', async () => {
  expect(await collect(someAtOnce([], 4, async () => 1))).toEqual([]);
});
