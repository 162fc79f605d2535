import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/simulator/scenario-faults.ts';
import { GUARDED_PATTERN, MEMBER, ORGANIZATION, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const unit = { type: 'ORGANIZATIONAL_UNIT', value: UNIT };
const organization = { type: 'ORGANIZATION', value: ORGANIZATION };
const OTHER_PATTERN = {
  principalArn: GUARDED_PATTERN.principalArn.replace('Developer', 'Operator'),
  principalType: 'IAM_PATTERN',
};
let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterEach(() => service.sandbox.simulator.controls.clearFaults());
afterAll(() => service.close());

function portfolio() {
  return service.sandbox.simulator.controls.portfolio(PORTFOLIO);
}

describe('UNSHARE', () => {
  test.each([
    ['the organization', { organizationNode: organization }],
    ['a unit', { organizationNode: unit }],
    ['a member account', { organizationNode: { type: 'ACCOUNT', value: MEMBER } }],
  ])('removes the share with %s, and finds it unchanged when asked again', async (_, recipient) => {
    await service.ask(shareRequest(recipient));

    const removed = await service.ask(shareRequest({ ...recipient, action: 'UNSHARE' }));
    const again = await service.ask(shareRequest({ ...recipient, action: 'UNSHARE' }));

    expect(removed.detail).toMatchObject({ effect: 'REMOVED' });
    expect(again.detail).toMatchObject({ effect: 'UNCHANGED' });
    expect(portfolio().nodeShares).toEqual([]);
    expect(portfolio().accountShares).toEqual([]);
  });

  test('removes the share with an account, and does not claim to know whether there was one when asked again', async () => {
    const recipient = { organizationNode: undefined, accountId: '777788889999' };
    await service.ask(shareRequest(recipient));

    const removed = await service.ask(shareRequest({ ...recipient, action: 'UNSHARE' }));
    const again = await service.ask(shareRequest({ ...recipient, action: 'UNSHARE' }));

    expect(removed.detail).toMatchObject({ effect: 'REMOVED' });
    // AWS answers the deletion of what is not there as any other, and a list may lag.
    expect(again['detail-type']).toBe('PortfolioShareCompleted');
    expect(again.detail).toMatchObject({ effect: 'UNKNOWN' });
    expect(portfolio().accountShares).toEqual([]);
  });

  test('takes the principals that it names off the portfolio, and leaves the others', async () => {
    await service.ask(shareRequest({ sharePrincipals: true, principals: [GUARDED_PATTERN, OTHER_PATTERN] }));

    const removed = await service.ask(shareRequest({ action: 'UNSHARE', principals: [GUARDED_PATTERN] }));

    expect(removed.detail).toMatchObject({ effect: 'REMOVED', principals: { disassociated: 1 } });
    expect(portfolio().principals.map(({ principalArn }) => principalArn)).toEqual([
      OTHER_PATTERN.principalArn,
    ]);
    await service.ask(shareRequest({ action: 'UNSHARE', principals: [OTHER_PATTERN] }));
    expect(portfolio().principals).toEqual([]);
  });

  test('is refused before anything is written while another wanted share needs its principals', async () => {
    const principals = [GUARDED_PATTERN];
    await service.ask(shareRequest({ sharePrincipals: true, principals }));
    const other = { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' } };
    await service.ask(shareRequest({ ...other, sharePrincipals: true, principals }));

    const refused = await service.ask(shareRequest({ action: 'UNSHARE', principals }));

    expect(refused.detail.failure).toMatchObject({ code: 'PRINCIPAL_STILL_NEEDED' });
    expect(refused.detail.failure.cause).toContain('ou-ab12-security');
    expect(portfolio().nodeShares).toHaveLength(2);
    await service.ask(shareRequest({ ...other, action: 'UNSHARE' }));
    const removed = await service.ask(shareRequest({ action: 'UNSHARE', principals }));
    expect(removed.detail).toMatchObject({ effect: 'REMOVED', principals: { disassociated: 1 } });
  });

  test('says what was done where disassociating fails, and goes on with the next request', async () => {
    await service.ask(shareRequest({ sharePrincipals: true, principals: [GUARDED_PATTERN] }));
    service.sandbox.simulator.controls.addFault({
      operation: 'DisassociatePrincipalFromPortfolio',
      error: 'AccessDeniedException',
    } as Fault);

    const failed = await service.ask(shareRequest({ action: 'UNSHARE', principals: [GUARDED_PATTERN] }));

    expect(failed['detail-type']).toBe('PortfolioShareFailed');
    expect(failed.detail).toMatchObject({ effect: 'REMOVED', failure: { code: 'ACCESS_DENIED' } });
    service.sandbox.simulator.controls.clearFaults();
    const rest = await service.ask(shareRequest({ action: 'UNSHARE', principals: [GUARDED_PATTERN] }));
    expect(rest.detail).toMatchObject({ effect: 'UPDATED', principals: { disassociated: 1 } });
  });

  test('names accounts that had the portfolio by two paths, and those without access now', async () => {
    await service.ask(shareRequest({ organizationNode: organization }));
    const below = await service.ask(shareRequest());
    expect(below.detail.accounts.alreadyReached).toBeGreaterThan(0);

    const removed = await service.ask(shareRequest({ organizationNode: organization, action: 'UNSHARE' }));

    const { reachedByTwoPaths } = removed.detail;
    // Named by account id here, and there as Service Catalog listed them: in no order.
    expect(reachedByTwoPaths.accounts).toEqual(below.detail.accounts.alreadyReachedAccounts.toSorted());
    const withAccess = portfolio().accountIds;
    expect(reachedByTwoPaths.withoutAccess).toEqual(
      reachedByTwoPaths.accounts.filter((id: string) => !withAccess.includes(id)),
    );
    await service.ask(shareRequest({ action: 'UNSHARE' }));
  });
});
