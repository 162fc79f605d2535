import { expect, test } from 'vitest';
import { supersedingWish, wishOf } from '../../../core/ledger/superseding-wish.ts';
import { RECONCILIATION_SOURCE } from '../../../core/request/reconciliation-source.ts';

type Given = Parameters<typeof wishOf>[0];
const FLAGS = { shareTagOptions: false, sharePrincipals: true };
const record = (sequence: number | undefined, request: object = {}, source = 'acme.test') =>
  ({
    requestKey: `req-${sequence}`,
    requester: { source, account: '111122223333' },
    request: { requestId: `vend-${sequence}`, action: 'SHARE', ...FLAGS, ...request },
    ...(sequence !== undefined && { sequence }),
  }) as Given;
const wish = (sequence: number, request: object = {}) => {
  const asked = wishOf(record(sequence, request));
  if (!asked) throw new Error('a wish was expected');
  return asked;
};

test('a request that has its number wishes for something, a repair for nothing of its own', () => {
  expect(wishOf(record(2))).toEqual({
    sequence: 2,
    requestKey: 'req-2',
    requestId: 'vend-2',
    action: 'SHARE',
    ...FLAGS,
  });
  expect(wishOf(record(undefined))).toBeUndefined();
  expect(wishOf(record(2, {}, RECONCILIATION_SOURCE))).toBeUndefined();
});

test.each([
  ['the opposite', { action: 'UNSHARE' }, true],
  ['other tag options', { shareTagOptions: true }, true],
  ['other names', { sharePrincipals: false }, true],
  ['the same', {}, false],
])('a SHARE gives way to a newer wish for %s: %s', (_, request, givesWay) => {
  expect(supersedingWish(record(1), [wish(2, request)]) !== undefined).toBe(givesWay);
});

test('flags do not count for a share that is to be removed', () => {
  const unshare = { action: 'UNSHARE' };

  expect(
    supersedingWish(record(1, unshare), [wish(2, { ...unshare, sharePrincipals: false })]),
  ).toBeUndefined();
});

test('only the newest counts, and only one that came later', () => {
  const opposite = wish(2, { action: 'UNSHARE' });

  expect(supersedingWish(record(1), [wish(3), opposite])).toBeUndefined();
  expect(supersedingWish(record(1), [opposite, wish(3)])).toBeUndefined();
  expect(supersedingWish(record(1), [wish(3, { action: 'UNSHARE' }), opposite])?.sequence).toBe(3);
  expect(supersedingWish(record(2), [opposite])).toBeUndefined();
  expect(supersedingWish(record(4), [opposite])).toBeUndefined();
  expect(supersedingWish(record(undefined), [opposite])).toBeUndefined();
  expect(supersedingWish(record(1), [{ ...opposite, requestKey: 'req-1' }])).toBeUndefined();
  expect(supersedingWish(record(1), [])).toBeUndefined();
});
