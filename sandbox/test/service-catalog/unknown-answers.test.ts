import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  DisableAWSOrganizationsAccessCommand,
  EnableAWSOrganizationsAccessCommand,
} from '@aws-sdk/client-service-catalog';
import { describe, expect, test } from 'vitest';
import {
  MANAGEMENT,
  MEMBER,
  ORGANIZATION,
  PORTFOLIO,
  PRODUCTION,
  PRODUCTION_ACCOUNTS,
  SANDBOX_ACCOUNT,
  startSimulator,
  WORKLOAD_ACCOUNTS,
  WORKLOADS,
} from '../simulator/start-simulator.ts';
import { accessOf, nodeOf, shareWith } from './share.ts';

/** Each setting in all its values: code that must hold up on AWS has to pass with all of them. */
test.each([
  [true, PRODUCTION_ACCOUNTS],
  [false, []],
])('duplicateKeepsAccess %s', async (duplicateKeepsAccess, left) => {
  const { catalog, clock } = startSimulator({ undocumented: { duplicateKeepsAccess } });
  for (const nodeId of [WORKLOADS, PRODUCTION]) {
    await shareWith(catalog(), nodeId);
    await clock.advance(60);
  }

  const OrganizationNode = nodeOf(WORKLOADS);
  await catalog().send(new DeletePortfolioShareCommand({ PortfolioId: PORTFOLIO, OrganizationNode }));
  await clock.advance(60);

  expect(await accessOf(catalog())).toEqual(left);
});

test.each([true, false])('shareReachesOwner %s', async (shareReachesOwner) => {
  const { catalog, clock } = startSimulator({ undocumented: { shareReachesOwner } });

  await shareWith(catalog(), ORGANIZATION);
  await clock.advance(60);

  expect((await accessOf(catalog())).includes(MANAGEMENT)).toBe(shareReachesOwner);
});

test.each([true, false])('shareReachesSuspendedAccounts %s', async (shareReachesSuspendedAccounts) => {
  const suspended = { id: SANDBOX_ACCOUNT, status: 'SUSPENDED' as const };
  const { catalog, clock } = startSimulator({
    organization: { units: [{ id: WORKLOADS, accounts: [...WORKLOAD_ACCOUNTS, suspended] }] },
    undocumented: { shareReachesSuspendedAccounts },
  });

  await shareWith(catalog(), WORKLOADS);
  await clock.advance(60);

  expect((await accessOf(catalog())).includes(SANDBOX_ACCOUNT)).toBe(shareReachesSuspendedAccounts);
});

test.each([
  ['LAST', true],
  ['NONE', false],
] as const)('tokenOfExistingShare %s', async (tokenOfExistingShare, isTold) => {
  const { catalog, clock } = startSimulator({ undocumented: { tokenOfExistingShare } });
  const token = await shareWith(catalog(), WORKLOADS);
  await clock.advance(60);

  expect((await shareWith(catalog(), WORKLOADS)) === token).toBe(isTold);
});

test.each([true, false])('enablingCatchesUp %s', async (enablingCatchesUp) => {
  const { simulator, catalog, clock } = startSimulator({ undocumented: { enablingCatchesUp } });
  await shareWith(catalog(), WORKLOADS);
  await clock.advance(60);
  await catalog().send(new DisableAWSOrganizationsAccessCommand({}));
  simulator.controls.moveAccount(SANDBOX_ACCOUNT, WORKLOADS);

  await catalog().send(new EnableAWSOrganizationsAccessCommand({}));

  expect((await accessOf(catalog())).includes(SANDBOX_ACCOUNT)).toBe(enablingCatchesUp);
});

describe('the names of errors', () => {
  const name = 'InvalidStateException' as const;

  test.each([
    ['notAdministrator', { portfolios: [{ id: PORTFOLIO, accountId: MEMBER }] }, MEMBER, {}],
    ['organizationsAccessDisabled', { organizationsAccess: 'DISABLED' as const }, MANAGEMENT, {}],
    [
      'sharedPortfolio',
      { portfolios: [{ id: PORTFOLIO, shares: [{ organizationNode: WORKLOADS }] }] },
      '333344445555',
      {},
    ],
    [
      'sharedProduct',
      { portfolios: [{ id: PORTFOLIO, products: [{ id: 'prod-1', shared: true }] }] },
      MANAGEMENT,
      {},
    ],
    ['unknownNode', {}, MANAGEMENT, { OrganizationNode: nodeOf('ou-ab12-unknown1') }],
    [
      'sharePrincipalsWithAccount',
      {},
      MANAGEMENT,
      { OrganizationNode: nodeOf(SANDBOX_ACCOUNT), SharePrincipals: true },
    ],
  ])('%s is as the scenario says', async (setting, parts, accountId, input) => {
    const { catalog } = startSimulator({ ...parts, undocumented: { errors: { [setting]: name } } });

    const share = { PortfolioId: PORTFOLIO, OrganizationNode: nodeOf(WORKLOADS), ...input };

    await expect(catalog(accountId).send(new CreatePortfolioShareCommand(share))).rejects.toMatchObject({
      name,
    });
  });
});
