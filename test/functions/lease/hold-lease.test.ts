import { expect, test } from 'vitest';
import { assertHoldsLease, confirmLease } from '../../../functions/lease/hold-lease.ts';
import { refuseTooLate } from '../../../functions/lease/refuse-expired.ts';
import { HELD, HOLDER, NOW, RECORD, SCOPE, TURN } from '../given.ts';
import { part } from '../step.ts';

const LOST = 'LeaseLost: The lease granted under fence 7 is no longer held';

test.each([
  ['it holds', HOLDER, undefined],
  ['another request holds', { ...HOLDER, requestKey: 'req-2' }, LOST],
  ['it holds by a later turn', { ...HOLDER, fence: 8 }, LOST],
  ['nobody holds', undefined, LOST],
])('an execution may go on only in its own turn, where %s', async (_, holder, error) => {
  const lease = { ...HELD, holder: holder && { ...holder, confirmedAt: undefined } };

  const asserted = await part(() => assertHoldsLease(TURN), { lease });
  const confirmed = await part(({ now }) => confirmLease(TURN, now), { lease });

  expect([asserted.error, confirmed.error]).toEqual([error, error]);
  const after = confirmed.ledger[`LEASE#${SCOPE} LEASE`].holder;
  expect(after?.confirmedAt).toBe(error ? undefined : NOW);
});

test('where there is no lease, nobody holds it', async () => {
  expect((await part(() => assertHoldsLease(TURN), { lease: null })).error).toBe(LOST);
});

test('nothing is begun after the time until which it was asked for', () => {
  const record = { ...RECORD, request: { ...RECORD.request, notAfter: NOW } } as never;

  expect(() => refuseTooLate(record, NOW)).not.toThrow();
  expect(() => refuseTooLate(record, '2026-03-02T10:00:00.001Z')).toThrow(
    `EXPIRED: request test-1 was to be done by ${NOW} (notAfter), or not at all`,
  );
});
