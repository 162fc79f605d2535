import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  EnableAWSOrganizationsAccessCommand,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import { expect, test } from 'vitest';
import {
  PORTFOLIO,
  SANDBOX_ACCOUNT,
  STRANGER,
  startSimulator,
  WORKLOAD_ACCOUNTS,
  WORKLOADS,
} from '../simulator/start-simulator.ts';
import { accessOf, nodeOf, sharesOf, shareWith } from './share.ts';

const target = { PortfolioId: PORTFOLIO, OrganizationNode: nodeOf(WORKLOADS) };
const [FIRST = ''] = WORKLOAD_ACCOUNTS;
const units = (client: Parameters<typeof sharesOf>[0]) => sharesOf(client, 'ORGANIZATIONAL_UNIT');

test.each([
  ['STAYS', 1, [FIRST]],
  ['GONE', 0, []],
] as const)('shareAfterFailedDeletion %s', async (shareAfterFailedDeletion, shares, access) => {
  const { catalog, clock } = startSimulator({
    undocumented: { shareAfterFailedDeletion },
    accountFailures: [{ accounts: [FIRST], error: 'InternalFailure', on: ['DELETE'] }],
  });
  await shareWith(catalog(), WORKLOADS);
  await clock.advance(60);

  await catalog().send(new DeletePortfolioShareCommand(target));
  await clock.advance(60);

  expect(await units(catalog())).toHaveLength(shares);
  expect(await accessOf(catalog())).toEqual(access);
});

test.each([
  ['OLD', false],
  ['NEW', true],
] as const)('flagsOfFailedUpdate %s', async (flagsOfFailedUpdate, ShareTagOptions) => {
  const { catalog, clock } = startSimulator({
    undocumented: { flagsOfFailedUpdate },
    shareFaults: [{ on: ['UPDATE'], ends: 'ERROR' }],
  });
  await shareWith(catalog(), WORKLOADS);
  await clock.advance(60);

  await catalog().send(new UpdatePortfolioShareCommand({ ...target, ShareTagOptions: true }));
  await clock.advance(60);

  expect(await units(catalog())).toMatchObject([{ ShareTagOptions }]);
});

test.each([
  ['REACHED', [SANDBOX_ACCOUNT]],
  ['NOT_REACHED', []],
] as const)('laterAccountsOfFailedShare %s', async (laterAccountsOfFailedShare, access) => {
  const { simulator, catalog, clock } = startSimulator({
    undocumented: { laterAccountsOfFailedShare },
    shareFaults: [{ on: ['CREATE'], ends: 'ERROR' }],
  });
  await shareWith(catalog(), WORKLOADS);
  await clock.advance(60);

  simulator.controls.moveAccount(SANDBOX_ACCOUNT, WORKLOADS);
  await clock.advance(60);

  expect(await accessOf(catalog())).toEqual(access);
});

test.each([
  [true, [STRANGER]],
  [false, []],
] as const)('offeredAccountListed %s', async (offeredAccountListed, access) => {
  const { catalog } = startSimulator({ undocumented: { offeredAccountListed } });

  await catalog().send(new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER }));

  expect(await accessOf(catalog())).toEqual(access);
});

test('enabling what is enabled may be refused', async () => {
  const name = 'InvalidStateException';
  const enable = (catalog: ReturnType<typeof startSimulator>['catalog']) =>
    catalog().send(new EnableAWSOrganizationsAccessCommand({}));

  await expect(enable(startSimulator().catalog)).resolves.toBeDefined();
  const refusing = startSimulator({ undocumented: { errors: { organizationsAccessUnchanged: name } } });
  await expect(enable(refusing.catalog)).rejects.toMatchObject({ name });
});
