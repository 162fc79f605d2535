import { expect, test } from 'vitest';
import { approvalIdOf, requestKeyOfApproval } from '../../../core/approval/approval.ts';
import { nextApproval } from '../../../core/approval/next-approval.ts';

const KEY = `req-${'0123456789ab'.repeat(2)}`;
const ONE = { digest: 'one' };
const first = nextApproval(KEY, undefined, ONE, 'token-1', 60, '2026-03-02T10:00:00.000Z');

test('a repeated attempt asks the same question until the same time, under its own token', () => {
  const again = nextApproval(KEY, first, ONE, 'token-2', 60, '2026-03-02T10:00:30.000Z');

  expect(again).toEqual({ ...first, taskToken: 'token-2', tokenAt: '2026-03-02T10:00:30.000Z' });
  expect(again.expiresAt).toBe('2026-03-02T10:01:00.000Z');
});

test('other findings are another question', () => {
  const next = nextApproval(KEY, first, { digest: 'two' }, 'token-2', 60, '2026-03-02T10:02:00.000Z');

  expect(next).toMatchObject({ round: 2, digest: 'two', expiresAt: '2026-03-02T10:03:00.000Z' });
  expect(next.approvalId).not.toBe(first.approvalId);
});

test('what changed since the last question is told, whole', () => {
  const facts = { recipients: ['ou-ab12-1'], patterns: ['p'], constraints: [], findings: [] };
  const before = nextApproval(
    KEY,
    undefined,
    { digest: 'one', facts },
    'token-1',
    60,
    '2026-03-02T10:00:00.000Z',
  );
  const now = { ...facts, recipients: ['ou-ab12-2'], accounts: { count: 3, digest: 'x' } };

  const next = nextApproval(
    KEY,
    before,
    { digest: 'two', facts: now },
    'token-2',
    60,
    '2026-03-02T10:02:00.000Z',
  );

  expect(next.changes).toEqual([
    'Recipients with whom principal names are shared added: ou-ab12-2.',
    'Recipients with whom principal names are shared gone: ou-ab12-1.',
    'The patterns have effect in other accounts: an unknown number then, 3 now.',
  ]);
});

test('an approval id leads back to its request, and nothing else is one', () => {
  expect(requestKeyOfApproval(approvalIdOf(KEY, 3))).toBe(KEY);
  expect(requestKeyOfApproval(KEY)).toBeUndefined();
  expect(requestKeyOfApproval('apr-x-1')).toBeUndefined();
});
