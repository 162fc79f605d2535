import { expect, test } from 'vitest';
import type { Approval } from '../../../core/approval/approval.ts';
import { judgeDecision, mayBeApproved } from '../../../core/approval/judge-decision.ts';
import { nextApproval } from '../../../core/approval/next-approval.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';

const OWN = '111122223333';
const NOW = '2026-03-02T10:00:00.000Z';
const policy = {
  timeoutSeconds: 3600,
  approvers: [
    { account: 'SELF', sources: ['acme.security', 'acme.vending'] },
    { account: '333344445555', sources: ['*'] },
  ],
};
const approval: Approval = {
  approvalId: `apr-${'a'.repeat(24)}-1`,
  round: 1,
  digest: 'd'.repeat(64),
  requestedAt: '2026-03-02T09:30:00.000Z',
  expiresAt: '2026-03-02T10:30:00.000Z',
  taskToken: 'secret',
  tokenAt: '2026-03-02T09:30:00.000Z',
};
const decided = {
  ...approval,
  decision: {
    decision: 'APPROVED',
    by: 'ana',
    account: OWN,
    source: 'acme.security',
    eventId: 'first',
    decidedAt: NOW,
  } as const,
};

function judge({ record, told, now = NOW }: { record?: object; told?: object; now?: string }) {
  const standing = { requester: { account: OWN, source: 'acme.vending' }, approval, ...record };
  const announced = {
    approvalId: approval.approvalId,
    digest: approval.digest,
    eventId: 'event',
    decider: { account: OWN, source: 'acme.security' },
    ...told,
  };
  return judgeDecision(announced, standing as RequestRecord, policy, OWN, now);
}

test.each([
  ['at once', {}],
  ['in the last instant', { now: approval.expiresAt }],
  [
    'from another account, under the source of the requester',
    { told: { decider: { account: '333344445555', source: 'acme.vending' } } },
  ],
])('the first decision of an approver counts: %s', (_, given) => {
  expect(judge(given)).toEqual({ verdict: 'COUNTS', approval });
});

test('the event that decided, delivered again, is told again', () => {
  expect(judge({ record: { approval: decided }, told: { eventId: 'first' } }).verdict).toBe('REPEATED');
});

test('the event that decided an earlier round, delivered again after the next question, is no decision to complain of', () => {
  const next = nextApproval(
    'req-a',
    decided,
    { digest: 'two' },
    { taskToken: 'token', tokenAt: 'token' },
    60,
    NOW,
  );
  const third = nextApproval(
    'req-a',
    { ...next, decision: { ...decided.decision, eventId: 'second' } },
    { digest: 'three' },
    { taskToken: 'token', tokenAt: 'token' },
    60,
    NOW,
  );

  const again = (eventId: string) => judge({ record: { approval: third }, told: { eventId } });

  expect(again('first')).toEqual({ verdict: 'REPEATED', approval: third });
  expect(again('second')).toEqual({ verdict: 'REPEATED', approval: third });
  expect(third.decision).toBeUndefined();
  expect(again('stranger')).toMatchObject({ verdict: 'IGNORED', code: 'DECISION_IGNORED' });
});

test.each([
  [
    'another account',
    { told: { decider: { account: '222233334444', source: 'acme.security' } } },
    'account 222233334444 as source acme.security is no approver',
    'REQUESTER_NOT_ALLOWED',
  ],
  [
    'another source',
    { told: { decider: { account: OWN, source: 'acme.other' } } },
    'no approver',
    'REQUESTER_NOT_ALLOWED',
  ],
  [
    'the requester',
    { told: { decider: { account: OWN, source: 'acme.vending' } } },
    'account 111122223333 as source acme.vending made the request itself',
    'REQUESTER_NOT_ALLOWED',
  ],
  ['an earlier round', { told: { approvalId: `apr-${'a'.repeat(24)}-0` } }, 'asked for since'],
  ['other findings', { told: { digest: 'e'.repeat(64) } }, 'other findings'],
  ['a second decider', { record: { approval: decided } }, 'APPROVED before, by ana'],
  ['an ended request', { record: { outcome: { detailType: 'PortfolioShareFailed' } } }, 'ended already'],
  ['a request without a question', { record: { approval: undefined } }, 'nothing waits'],
  ['a late decider', { now: '2026-03-02T10:30:00.001Z' }, 'came after'],
])('%s decides nothing', (_, given, why, code = 'DECISION_IGNORED') => {
  expect(judge(given)).toMatchObject({ verdict: 'IGNORED', code, why: expect.stringContaining(why) });
});

test.each([
  ['nobody is named', [], false],
  ['only the requester itself is', [{ account: 'SELF', sources: ['acme.vending'] }], false],
  ['the same account is, as another source', [{ account: OWN, sources: ['acme.security'] }], true],
  [
    'the requester is, and another source of its account',
    [{ account: 'SELF', sources: ['acme.vending', 'acme.security'] }],
    true,
  ],
  ['every source of the account is', [{ account: 'SELF', sources: ['*'] }], true],
  ['another account is, as the same source', [{ account: '222233334444', sources: ['acme.vending'] }], true],
])('whether anybody may approve, where %s', (_, approvers, expected) => {
  const requester = { account: OWN, source: 'acme.vending' };

  expect(mayBeApproved(requester, { approvers }, OWN)).toBe(expected);
});
