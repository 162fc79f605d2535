import { expect, test } from 'vitest';
import { endAfter } from '../../../core/ledger/end-after.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';

const looked = {
  lookedAt: '2026-03-01T12:00:00.000Z',
  having: 2,
  lackingAccounts: [],
  doubtfulAccounts: ['1'],
};

test.each([
  ['everybody had it', { lacking: 0 }, 'ALL'],
  ['somebody lacked it', { lacking: 1 }, 'NOT_ALL'],
  ['somebody was a newcomer', { lacking: 0, isEarly: true as const }, 'UNKNOWN'],
])('after a look where %s', (_, found, access) => {
  const record = {
    request: { requestId: 'req-1', action: 'SHARE' },
    grantedAt: '2026-03-01T11:59:00.000Z',
    access: { ...looked, ...found },
  } as unknown as RequestRecord;

  expect(endAfter(undefined, record)?.access).toBe(access);
});

test('a share that met accounts with another path is not settled by its end, however often its flags change', () => {
  const request = { requestId: 'req-1', action: 'SHARE' };
  const grantedAt = '2026-03-01T11:59:00.000Z';
  const accounts = { failures: [], alreadyReached: 1 };
  const created = { write: 'CREATE', status: 'COMPLETED_WITH_ERRORS', accounts };
  const updated = { write: 'UPDATE', status: 'COMPLETED', accounts: { failures: [], alreadyReached: 0 } };
  const recordOf = (share: object) => ({ request, grantedAt, share }) as unknown as RequestRecord;

  const first = endAfter(undefined, recordOf(created));

  expect(first).toMatchObject({ access: 'ALL', hasOtherPaths: true });
  expect(endAfter(first, recordOf(updated))?.hasOtherPaths).toBe(true);
});

test.each([
  ['COMPLETED', {}],
  ['COMPLETED_WITH_ERRORS', { hasOtherPaths: true }],
  ['IN_PROGRESS', { isSeenOnly: true }],
])('where everybody was seen to have it after a creation that is %s: %o', (status, by) => {
  const created = {
    request: { requestId: 'req-1', action: 'SHARE' },
    grantedAt: '2026-03-01T11:59:00.000Z',
    share: { write: 'CREATE', status, accounts: { failures: [], alreadyReached: 0 } },
    access: { ...looked, lacking: 0 },
  } as unknown as RequestRecord;

  const end = endAfter(undefined, created);

  expect(end).toMatchObject({ access: 'ALL', ...by });
  expect(Object.keys(end ?? {}).filter((key) => /^(hasOtherPaths|isSeenOnly)$/.test(key))).toEqual(
    Object.keys(by),
  );
});

test('an action of others whose end nobody saw leaves no end as it was known', () => {
  const before = {
    access: 'ALL',
    flags: 'ALL',
    failures: [],
    portfolioShareToken: 'share-1',
    requestId: 'req-0',
    grantedAt: '2026-03-01T09:00:00.000Z',
  } as const;
  const share = { write: 'CREATE', portfolioShareToken: 'share-2', isConfirmation: true, successfulSoFar: 0 };
  const timedOut = {
    request: { requestId: 'req-1', action: 'SHARE' },
    grantedAt: '2026-03-01T11:59:00.000Z',
    before: { shareTagOptions: false, sharePrincipals: false },
    share: { ...share, status: 'IN_PROGRESS', hasRun: true },
    intent: { write: 'CREATE', number: 1, startedAt: '2026-03-01T11:59:30.000Z', answer: 'ANSWERED' },
  } as unknown as RequestRecord;

  const end = endAfter(before, timedOut);

  expect(end).toMatchObject({ access: 'UNKNOWN', requestId: 'req-1' });
  expect(end).not.toHaveProperty('portfolioShareToken');
});

test.each([
  ['all whom it was to reach', 2, 'COMPLETED', { access: 'ALL', lackedAccounts: [] }],
  ['fewer', 3, 'COMPLETED', { access: 'UNKNOWN' }],
  ['fewer, of whom some failed', 3, 'COMPLETED_WITH_ERRORS', { access: 'NOT_ALL' }],
  ['fewer, and a look showed all of them', 3, 'COMPLETED', { access: 'ALL', lackedAccounts: [] }],
])('a creation that named %s: %i, %s', (what, count, status, known) => {
  const failures =
    status === 'COMPLETED' ? [] : [{ accountId: '2', error: 'InternalFailure', message: 'no' }];
  const accounts = { succeeded: 2 - failures.length, failed: failures.length, failures, alreadyReached: 0 };
  const record = {
    request: { requestId: 'req-1', action: 'SHARE' },
    grantedAt: '2026-03-01T11:59:00.000Z',
    before: 'ABSENT',
    intent: { write: 'CREATE', number: 1, startedAt: '2026-03-01T11:59:01.000Z', answer: 'ANSWERED' },
    share: { write: 'CREATE', portfolioShareToken: 'share-1', status, accounts },
    reach: { gaining: { count }, keeping: { count: 0 } },
    ...(what.endsWith('them') && { access: { ...looked, lacking: 0, doubtfulAccounts: [] } }),
  } as unknown as RequestRecord;

  const { access, lackedAccounts } = endAfter(undefined, record) ?? {};

  expect({ access, ...(lackedAccounts && { lackedAccounts }) }).toEqual(known);
});
