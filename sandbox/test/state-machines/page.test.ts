import { expect, test } from 'vitest';
import { page } from '../../state-machines/page.ts';

const readAll = (items: number[], isNewestFirst: boolean, comesMeanwhile: number[] = []) => {
  const read: number[] = [];
  let token: { nextToken?: string } = {};
  do {
    const answer = page(items, { maxResults: 2, ...token }, { isNewestFirst });
    read.push(...answer.items);
    token = answer.nextToken;
    items.push(...comesMeanwhile.splice(0, 1));
  } while (token.nextToken !== undefined);
  return read;
};

test('pages hold every item once, in either order', () => {
  expect(readAll([1, 2, 3, 4, 5], false)).toEqual([1, 2, 3, 4, 5]);
  expect(readAll([1, 2, 3, 4, 5], true)).toEqual([5, 4, 3, 2, 1]);
  expect(readAll([], true)).toEqual([]);
});

test('what comes between two pages repeats nothing of a list with the newest first', () => {
  expect(readAll([1, 2, 3, 4, 5], true, [6, 7])).toEqual([5, 4, 3, 2, 1]);
});

test('a token that is none is refused', () => {
  expect(() => page([1], { nextToken: 'bogus' }, { isNewestFirst: false })).toThrow(/Invalid Token/);
});
