import { expect, test } from 'vitest';
import { approvalIdOf, requestKeyOfApproval } from '../../../core/approval/approval.ts';
import { nextApproval } from '../../../core/approval/next-approval.ts';

const KEY = `req-${'0123456789ab'.repeat(2)}`;
const first = nextApproval(KEY, undefined, 'one', 'token-1', 60, '2026-03-02T10:00:00.000Z');

test('a repeated attempt asks the same question until the same time, under its own token', () => {
  const again = nextApproval(KEY, first, 'one', 'token-2', 60, '2026-03-02T10:00:30.000Z');

  expect(again).toEqual({ ...first, taskToken: 'token-2', tokenAt: '2026-03-02T10:00:30.000Z' });
  expect(again.expiresAt).toBe('2026-03-02T10:01:00.000Z');
});

test('other findings are another question', () => {
  const next = nextApproval(KEY, first, 'two', 'token-2', 60, '2026-03-02T10:02:00.000Z');

  expect(next).toMatchObject({ round: 2, digest: 'two', expiresAt: '2026-03-02T10:03:00.000Z' });
  expect(next.approvalId).not.toBe(first.approvalId);
});

test('an approval id leads back to its request, and nothing else is one', () => {
  expect(requestKeyOfApproval(approvalIdOf(KEY, 3))).toBe(KEY);
  expect(requestKeyOfApproval(KEY)).toBeUndefined();
  expect(requestKeyOfApproval('apr-x-1')).toBeUndefined();
});
