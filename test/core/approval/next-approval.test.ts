import { expect, test } from 'vitest';
import { approvalIdOf, isApproved, requestKeyOfApproval } from '../../../core/approval/approval.ts';
import { nextApproval } from '../../../core/approval/next-approval.ts';

const KEY = `req-${'0123456789ab'.repeat(2)}`;
const ONE = { digest: 'one' };
const first = nextApproval(
  KEY,
  undefined,
  ONE,
  { taskToken: 'token-1', tokenAt: 'token-1' },
  60,
  '2026-03-02T10:00:00.000Z',
);

test('a repeated attempt asks the same question until the same time, under its own token', () => {
  const again = nextApproval(
    KEY,
    first,
    ONE,
    { taskToken: 'token-2', tokenAt: 'token-2' },
    60,
    '2026-03-02T10:00:30.000Z',
  );

  expect(again).toEqual({ ...first, taskToken: 'token-2', tokenAt: 'token-2' });
  expect(again.expiresAt).toBe('2026-03-02T10:01:00.000Z');
});

test('other findings are another question', () => {
  const next = nextApproval(
    KEY,
    first,
    { digest: 'two' },
    { taskToken: 'token-2', tokenAt: 'token-2' },
    60,
    '2026-03-02T10:02:00.000Z',
  );

  expect(next).toMatchObject({ round: 2, digest: 'two', expiresAt: '2026-03-02T10:03:00.000Z' });
  expect(next.approvalId).not.toBe(first.approvalId);
});

test('what changed since the last question is told, whole', () => {
  const facts = { recipients: ['ou-ab12-1'], patterns: ['p'], constraints: [], findings: [] };
  const before = nextApproval(
    KEY,
    undefined,
    { digest: 'one', facts },
    { taskToken: 'token-1', tokenAt: 'token-1' },
    60,
    '2026-03-02T10:00:00.000Z',
  );
  const now = { ...facts, recipients: ['ou-ab12-2'], accounts: { count: 3, digest: 'x' } };

  const next = nextApproval(
    KEY,
    before,
    { digest: 'two', facts: now },
    { taskToken: 'token-2', tokenAt: 'token-2' },
    60,
    '2026-03-02T10:02:00.000Z',
  );

  expect(next.changes).toEqual([
    'Recipients with whom principal names are shared added: ou-ab12-2.',
    'Recipients with whom principal names are shared gone: ou-ab12-1.',
    'The patterns have effect in other accounts: an unknown number then, 3 now.',
  ]);
});

test('a request does not age while approvers think: the wait for each decision is added up, and no wait else', () => {
  const decision = {
    decision: 'APPROVED',
    by: 'ana',
    account: '111122223333',
    source: 'acme.security',
    eventId: 'e',
    decidedAt: '2026-03-02T10:03:30.000Z',
  } as const;
  const second = nextApproval(
    KEY,
    first,
    { digest: 'two' },
    { taskToken: 'token-2', tokenAt: 'token-2' },
    60,
    '2026-03-02T10:02:00.000Z',
  );
  const third = nextApproval(
    KEY,
    { ...second, decision },
    { digest: 'three' },
    { taskToken: 'token-3', tokenAt: 'token-3' },
    60,
    '2026-03-02T11:00:00.000Z',
  );

  expect(first).not.toHaveProperty('waitedBeforeSeconds');
  expect(second.waitedBeforeSeconds).toBe(120);
  expect(third.waitedBeforeSeconds).toBe(120 + 90);
});

test.each([1, 3, 12])('the approval id of round %i leads back to its request', (round) => {
  expect(requestKeyOfApproval(approvalIdOf(KEY, round))).toBe(KEY);
});

test.each([KEY, 'apr-x-1', `x${first.approvalId}`, `${first.approvalId}x`, `${first.approvalId}000`])(
  '%s is no approval id',
  (id) => {
    expect(requestKeyOfApproval(id)).toBeUndefined();
  },
);

test.each([
  ['it was said to these facts', { ...first, decision: { decision: 'APPROVED' } }, true],
  ['it was said to other facts', { ...first, digest: 'two', decision: { decision: 'APPROVED' } }, false],
  ['somebody said no', { ...first, decision: { decision: 'REJECTED' } }, false],
  ['nobody has decided', first, false],
  ['nobody was asked', undefined, false],
])('whether there is a yes to these facts, where %s', (_, approval, expected) => {
  expect(isApproved(approval as typeof first | undefined, 'one')).toBe(expected);
});
