import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import type { ShareSettings } from '../../../core/share/share-section.ts';
import type { ShareError, ShareReport } from '../../../core/share/share-status.ts';
import { nextAfterEnd } from '../../../functions/share/next-after-end.ts';
import { firstShareState } from '../../../functions/share/share-state.ts';

const SETTINGS: ShareSettings = {
  deadlineSeconds: 7_200,
  poll: { firstSeconds: 12, factor: 1.2, mostSeconds: 60 },
  oldestSeconds: 86_400,
  heal: 'when-all-failed',
};
const GRANTED = '2026-11-22T00:00:00.000Z';
const SOON = '2026-11-22T00:02:00.000Z';
const LATE = '2026-11-22T02:00:01.000Z';

const THROTTLED: ShareError = {
  accounts: ['200000000001'],
  error: 'ThrottlingException',
  message: 'slow down',
};
const FAILED: ShareError = { accounts: ['200000000002'], error: 'InternalFailure', message: 'no' };

function after({
  heal = 'when-all-failed' as ShareSettings['heal'],
  plannedWrite = 'CREATE' as 'CREATE' | 'UPDATE',
  write = plannedWrite as 'CREATE' | 'UPDATE' | 'DELETE',
  action = 'SHARE',
  shareErrors = [THROTTLED] as readonly ShareError[],
  successfulAccounts = [] as readonly string[],
  status = 'ERROR' as ShareReport['status'],
  remakes = 0,
  now = SOON,
}) {
  const record = { plannedWrite, request: { action }, share: { write } } as unknown as RequestRecord;
  const state = { ...firstShareState('NONE', 1, GRANTED, SETTINGS), remakes };
  return nextAfterEnd(
    record,
    state,
    { status, shareErrors, hasDetails: true, successfulAccounts },
    { ...SETTINGS, heal },
    now,
  ).state;
}

test('a share that this request created, and that every account was throttled on, is deleted to be made again', () => {
  expect(after({})).toEqual({ phase: 'REMAKE', nextWrite: 'DELETE', waitSeconds: 15, remakes: 1 });
});

test('it is spaced further the second time, and then left', () => {
  expect(after({ remakes: 1 })).toMatchObject({ phase: 'REMAKE', waitSeconds: 30, remakes: 2 });
  expect(after({ remakes: 2 })).toMatchObject({ phase: 'SETTLED', nextWrite: 'NONE' });
});

test.each([
  ['one account has the share', { successfulAccounts: ['200000000009'] }],
  ['one account failed for another reason', { shareErrors: [THROTTLED, FAILED] }],
  ['the share was there before', { plannedWrite: 'UPDATE' as const }],
  ['the deadline has passed', { now: LATE }],
  ['nobody was throttled', { shareErrors: [FAILED] }],
])('by default it is left as it is where %s', (_, given) => {
  expect(after(given).phase).toBe('SETTLED');
});

test('never means never', () => {
  expect(after({ heal: 'never' }).phase).toBe('SETTLED');
});

test('what was deleted to be made again is made again, whatever the deadline', () => {
  const half = { write: 'DELETE' as const, remakes: 1, shareErrors: [], status: 'COMPLETED' as const };

  expect(after({ ...half, now: LATE })).toMatchObject({ phase: 'REMAKE', nextWrite: 'CREATE', remakes: 1 });
});

test('a deletion that failed is not followed by a creation', () => {
  expect(after({ write: 'DELETE', remakes: 1, shareErrors: [], status: 'ERROR' }).phase).toBe('SETTLED');
});
