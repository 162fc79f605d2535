import { expect, test } from 'vitest';
import type { Request } from './deeds.ts';
import { unheard } from './reckoning.ts';
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

test('a vended account that nothing was asked for is found out', () => {
  const vending = (portfolioId: string, verifyAccountId: string) => ({ portfolioId, verifyAccountId });
  const requests = [
    vending('port-day1', '300000000001'),
    vending('port-day0', '300000000002'),
    { portfolioId: 'port-day1' },
  ];
  const asked = new Map(requests.entries()) as unknown as Parameters<typeof unheard>[1]['asked'];

  expect(unheard(['300000000001', '300000000002'], { asked })).toEqual([
    'nothing was asked for the vended account 300000000002',
  ]);
});
