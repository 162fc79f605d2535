import { expect, test } from 'vitest';
import type { Request } from './deeds.ts';
import { type Told, wantedOf } from './wanted.ts';

const share: Request = {
  requestId: 'a',
  action: 'SHARE',
  portfolioId: 'port-a',
  accountId: '200000000001',
  principals: [],
};
const unshare: Request = { ...share, requestId: 'b', action: 'UNSHARE' };
const asked = new Map([share, unshare].map((one) => [one.requestId, one]));
const told = (type: string, effect: string): Told => ({ 'detail-type': type, detail: { effect } });
const completed = new Map([
  ['a', told('PortfolioShareCompleted', 'CREATED')],
  ['b', told('PortfolioShareCompleted', 'REMOVED')],
]);

test('what was shared last is wanted, by the order of the turns', () => {
  expect(
    wantedOf(
      asked,
      completed,
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
    ).size,
  ).toBe(0);
  expect(
    wantedOf(
      asked,
      completed,
      new Map([
        ['b', 1],
        ['a', 2],
      ]),
    ).size,
  ).toBe(1);
});

test('a request that failed changes nothing', () => {
  const failed = new Map([...completed, ['b', told('PortfolioShareFailed', 'UNCHANGED')] as const]);

  expect(
    wantedOf(
      asked,
      failed,
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
    ).size,
  ).toBe(1);
});
