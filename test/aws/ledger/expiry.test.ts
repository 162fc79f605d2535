import { afterAll, beforeAll, expect, test } from 'vitest';
import { expiryOf } from '../../../core/ledger/expiry.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { startLedger } from './start-ledger.ts';

const NOW = new Date().toISOString();
const LONG_AGO = expiryOf('2024-01-01T00:00:00.000Z', { keepDays: 30 });
const NEXT_YEAR = expiryOf(NOW, { keepDays: 365 });
const UNIT = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;

let sandbox: Sandbox;
let requests: typeof import('../../../aws/ledger/requests.ts');
let shares: typeof import('../../../aws/ledger/shares.ts');
let reconciliation: typeof import('../../../aws/ledger/reconciliation.ts');
let table: typeof import('../../../aws/ledger/table.ts');
beforeAll(async () => {
  sandbox = await startLedger();
  requests = await import('../../../aws/ledger/requests.ts');
  shares = await import('../../../aws/ledger/shares.ts');
  reconciliation = await import('../../../aws/ledger/reconciliation.ts');
  table = await import('../../../aws/ledger/table.ts');
});
afterAll(() => sandbox.close());

const record = (requestKey: string, executionArn: string) =>
  ({ requestKey, executionArn, acceptedAt: NOW, contentHash: 'hash', phase: 'ACCEPTED' }) as RequestRecord;

test('an emitted request is kept until its time, and then its id is free, deleted or not', async () => {
  for (const [key, expiresAt] of [
    ['req-kept', NEXT_YEAR],
    ['req-gone', LONG_AGO],
  ] as const) {
    await requests.claimRequest(record(key, 'first'));
    await requests.recordEmission(key, NOW, expiresAt);
  }

  const [kept, gone] = [await requests.findRequest('req-kept'), await requests.findRequest('req-gone')];
  const [again, anew] = [
    await requests.claimRequest(record('req-kept', 'second')),
    await requests.claimRequest(record('req-gone', 'second')),
  ];

  expect([kept?.executionArn, gone]).toEqual(['first', undefined]);
  expect([again.executionArn, anew.executionArn]).toEqual(['first', 'second']);
  expect(await requests.findRequest('req-gone')).toMatchObject({ executionArn: 'second', phase: 'ACCEPTED' });
});

test('an emission that is repeated, as by resend, keeps a request no longer', async () => {
  await requests.claimRequest(record('req-resent', 'first'));
  await requests.recordEmission('req-resent', NOW, NEXT_YEAR);
  await requests.recordEmission('req-resent', NOW, NEXT_YEAR + 1);

  const item = await table.getItem({ pk: 'REQUEST#req-resent', sk: 'REQUEST' });

  expect(item?.expiresAt).toBe(NEXT_YEAR);
});

test('a share that nobody wants expires, unless another request is accepted', async () => {
  const expiryOfShare = async () => (await table.getItem(shares.shareKeyOf('port-x', UNIT)))?.expiresAt;
  await shares.takeSequence('port-x', UNIT, 1);
  await shares.expireUnwanted({ portfolioId: 'port-x', recipient: UNIT }, NEXT_YEAR);
  const over = await expiryOfShare();
  await shares.takeSequence('port-x', UNIT, 2);

  expect([over, await expiryOfShare()]).toEqual([NEXT_YEAR, undefined]);
});

test('what a share has left behind does not expire, though an earlier request let the share expire', async () => {
  await shares.takeSequence('port-w', UNIT, 1);
  await shares.expireUnwanted({ portfolioId: 'port-w', recipient: UNIT }, NEXT_YEAR);
  const entry = await shares.readShareEntry('port-w', UNIT);
  const principal = { principalArn: 'arn:aws:iam:::role/A*', principalType: 'IAM_PATTERN', askedBy: 'req-1' };

  await shares.recordLeftBehind(entry, [principal as never]);

  expect((await table.getItem(shares.shareKeyOf('port-w', UNIT)))?.expiresAt).toBeUndefined();
});

test('of two acknowledgements the later counts, whichever is delivered last', async () => {
  const driftId = 'drift-port-y-0123456789abcdef0123-g0';
  const [monday, tuesday] = ['2026-03-02T00:00:00.000Z', '2026-03-03T00:00:00.000Z'];
  const acknowledgements = async () => (await reconciliation.readPortfolioRecord('port-y')).acknowledgements;
  await reconciliation.recordAcknowledgement({ driftId, by: 'ana', at: tuesday }, NEXT_YEAR);
  await reconciliation.recordAcknowledgement({ driftId, by: 'ben', at: monday, until: tuesday }, NEXT_YEAR);

  const standing = await acknowledgements();
  await reconciliation.expireAcknowledgement(driftId, LONG_AGO);

  expect(standing).toMatchObject([{ driftId, by: 'ana', at: tuesday, expiresAt: NEXT_YEAR }]);
  expect(standing[0]).not.toHaveProperty('until');
  expect(await acknowledgements()).toEqual([]);
});
