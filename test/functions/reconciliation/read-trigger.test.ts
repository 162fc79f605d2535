import { describe, expect, test } from 'vitest';
import { readTrigger } from '../../../functions/reconciliation/read-trigger.ts';

const own = '111122223333';
const call = (detail: object) => ({
  'detail-type': 'AWS API Call via CloudTrail',
  account: own,
  detail: { eventName: 'DeletePortfolioShare', requestParameters: { portfolioId: 'port-a' }, ...detail },
});
const byRole = (userName: string) => ({ userIdentity: { sessionContext: { sessionIssuer: { userName } } } });

describe('what starts a reconciliation', () => {
  test('is the schedule', () => {
    expect(readTrigger({ 'detail-type': 'Scheduled Event' }, own)).toEqual({ trigger: 'SCHEDULE' });
  });

  test('is a request of our own account, and of no other', () => {
    const request = {
      'detail-type': 'ReconciliationRequested',
      account: own,
      detail: { dryRun: true },
    };

    expect(readTrigger(request, own)).toMatchObject({ trigger: 'REQUEST', request: { dryRun: true } });
    expect(readTrigger({ ...request, account: '999999999999' }, own)).toEqual({
      trigger: 'REFUSED',
      why: 'account is "999999999999": expected the account of the stack',
    });
  });

  test.each([
    ['by a person', byRole('AWSReservedSSO_Admin_0123456789abcdef')],
    ['by a user', { userIdentity: { type: 'IAMUser', userName: 'foliocast-dev-somebody' } }],
    ['by nobody that is named', {}],
  ])('is a change %s', (_, detail) => {
    expect(readTrigger(call(detail), own)).toMatchObject({ trigger: 'CHANGE', portfolioId: 'port-a' });
  });

  test('says which share somebody changed, where the call names it', () => {
    const ofUnit = {
      portfolioId: 'port-a',
      organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-1' },
    };
    const ofAccount = { portfolioId: 'port-a', accountId: '222233334444' };
    const sharedWith = (requestParameters: object) => readTrigger(call({ requestParameters }), own);

    expect(sharedWith(ofUnit)).toMatchObject({ sharedWith: 'ou-1' });
    expect(sharedWith(ofAccount)).toMatchObject({ sharedWith: '222233334444' });
    expect(sharedWith({ portfolioId: 'port-a' })).not.toHaveProperty('sharedWith');
  });

  test.each([
    ['a call that failed', { ...byRole('Admin'), errorCode: 'AccessDenied' }],
    ['a call that names no portfolio', { requestParameters: null }],
  ])('is not %s', (_, detail) => {
    expect(readTrigger(call(detail), own).trigger).toBe('IGNORED');
  });

  test.each([undefined, null, 7, 'text', [], {}])('is not %j', (event) => {
    expect(readTrigger(event, own).trigger).toBe('REFUSED');
  });
});
