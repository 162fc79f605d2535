import { expect, test } from 'vitest';
import { readEntry } from '../../bus/put-events.ts';

const read = (Detail: string) =>
  readEntry(
    { Source: 'shop', DetailType: 'Sold', Detail },
    { newId: () => 'e-1', now: 0, accountId: '111122223333', region: 'eu-central-1', isAws: false },
  );
const nested = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

/** Whoever delivers it has less of the stack left. */
function deeper<Result>(frames: number, work: () => Result): Result {
  return frames === 0 ? work() : deeper(frames - 1, work);
}

test('an event is either refused or can be written by all that it passes', () => {
  const answers = new Set<string>();
  for (let levels = 2_000; levels < 10_000; levels += 50) {
    const entry = read(nested(levels));
    answers.add(entry.status);
    if (entry.status === 'ACCEPTED')
      expect(() => deeper(100, () => JSON.stringify(entry.event))).not.toThrow();
    else expect(entry.error.ErrorCode).toBe('MalformedDetail');
  }
  expect([...answers]).toEqual(['ACCEPTED', 'REFUSED']);
});
