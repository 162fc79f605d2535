import { describe, expect, test } from 'vitest';
import { DECIDED, decide, GRANTED, LOOKED, REQUEST, rejectedAs, SHARE } from './outcome-given.ts';

describe('an error that ended the request', () => {
  test('is its failure, with what was done before', () => {
    const { detailType, detail } = decide(
      { principals: { associated: 2, alreadyAssociated: 0, startedAt: GRANTED, toAssociate: [0, 1] } },
      { Error: 'LimitExceededException', Cause: 'CreatePortfolioShare: too many' },
    );

    expect(detailType).toBe('PortfolioShareFailed');
    expect(detail.failure).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      quota: { quotaCode: 'L-A2FB1BD2' },
      done: ['associated 2 principals'],
    });
    expect(detail.principals).toEqual({ associated: 2, alreadyAssociated: 0 });
    expect(detail.effect).toBe('UPDATED');
  });

  test('names who superseded it', () => {
    const supersededBy = { requestId: 'vend-2', requestKey: 'req-2', sequence: 2, action: 'UNSHARE' };
    const error = rejectedAs('SUPERSEDED');

    expect(decide({ supersededBy }, error).detail.failure).toMatchObject({
      code: 'SUPERSEDED',
      supersededBy: 'vend-2',
    });
    expect(decide({}, error).detail.failure).not.toHaveProperty('supersededBy');
    expect(decide({ supersededBy }, rejectedAs('EXPIRED')).detail.failure).not.toHaveProperty('supersededBy');
  });

  test('is EXPIRED where it waited for its turn until the end of time', () => {
    const error = { Error: 'States.Timeout' };

    const { failure } = decide({ phase: 'QUEUED' }, error).detail;
    expect(failure).toMatchObject({ code: 'EXPIRED' });
    expect(failure?.cause).toContain('request vend-1 waited 210 s for its turn, longer than');
    expect(decide({ phase: 'PLANNED' }, error).detail.failure?.code).not.toBe('EXPIRED');
    expect(decide({ phase: 'QUEUED' }, rejectedAs('SUPERSEDED')).detail.failure?.code).toBe('SUPERSEDED');
  });

  test('does not undo a share whose account was only looked for', () => {
    const more = {
      share: SHARE,
      request: { ...REQUEST, verifyAccountId: '200000000009' },
      verification: { accountId: '200000000009', startedAt: LOOKED, looks: 1, listed: false },
    };

    const { detailType, detail } = decide(more, { Error: 'ThrottlingException' });
    expect(detailType).toBe('PortfolioShareCompletedWithErrors');
    expect(detail.verification).toMatchObject({ accountId: '200000000009', listed: false });
  });

  test('gives way to what an approver said', () => {
    const approval = {
      approvalId: 'apr-1',
      digest: 'd',
      expiresAt: DECIDED,
      decision: {
        decision: 'REJECTED',
        by: 'ana',
        account: '111122223333',
        source: 'acme.ops',
        eventId: 'e',
      },
    };
    const { failure, approval: told } = decide({ approval }, rejectedAs('SUPERSEDED')).detail;

    expect(failure?.code).toBe('APPROVAL_REJECTED');
    expect(failure?.cause).toContain(
      'ana (account 111122223333, source acme.ops) rejected apr-1: no reason given',
    );
    expect(told).toEqual({
      approvalId: 'apr-1',
      digest: 'd',
      decision: 'REJECTED',
      by: 'ana',
      account: '111122223333',
      source: 'acme.ops',
    });
    const reasoned = { ...approval, decision: { ...approval.decision, reason: 'too wide' } };
    expect(decide({ approval: reasoned }).detail.failure?.cause).toContain('apr-1: too wide');
  });

  test('is that nobody decided, where it waited for somebody', () => {
    const approval = { approvalId: 'apr-1', digest: 'd', expiresAt: DECIDED };
    const error = { Error: 'States.Timeout' };

    const { failure, approval: told } = decide({ approval, phase: 'AWAITING_APPROVAL' }, error).detail;
    expect(failure?.code).toBe('APPROVAL_TIMED_OUT');
    expect(failure?.cause).toContain(`nobody decided apr-1 until ${DECIDED}`);
    expect(told).toEqual({ approvalId: 'apr-1', digest: 'd' });
    expect(decide({ approval, phase: 'PLANNED' }, error).detail.failure?.code).not.toBe('APPROVAL_TIMED_OUT');
    expect(
      decide({ approval, phase: 'AWAITING_APPROVAL' }, rejectedAs('SUPERSEDED')).detail.failure?.code,
    ).toBe('SUPERSEDED');
    const decision = { decision: 'APPROVED', by: 'ana', eventId: 'e' };
    const approved = { ...approval, decision };
    expect(decide({ approval: approved, phase: 'AWAITING_APPROVAL' }, error).detail.failure?.code).not.toBe(
      'APPROVAL_TIMED_OUT',
    );
  });
});
