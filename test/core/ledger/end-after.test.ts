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
  ['somebody had only just arrived', { lacking: 0, isEarly: true as const }, 'UNKNOWN'],
])('after a look where %s', (_, found, access) => {
  const record = {
    request: { requestId: 'req-1', action: 'SHARE' },
    grantedAt: '2026-03-01T11:59:00.000Z',
    access: { ...looked, ...found },
  } as unknown as RequestRecord;

  expect(endAfter(undefined, record)?.access).toBe(access);
});
