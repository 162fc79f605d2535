import { DeregisterDelegatedAdministratorCommand, MoveAccountCommand } from '@aws-sdk/client-organizations';
import {
  DisableAWSOrganizationsAccessCommand,
  EnableAWSOrganizationsAccessCommand,
  GetAWSOrganizationsAccessStatusCommand,
} from '@aws-sdk/client-service-catalog';
import { describe, expect, test } from 'vitest';
import {
  MEMBER,
  PORTFOLIO,
  PRODUCTION,
  SANDBOX,
  SANDBOX_ACCOUNT,
  startSimulator,
  WORKLOAD_ACCOUNTS,
  WORKLOADS,
} from '../simulator/start-simulator.ts';
import { accessOf, nodeOf, sharesOf, shareWith, statusOf } from './share.ts';

const move = (AccountId: string, SourceParentId: string, DestinationParentId: string) =>
  new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId });

async function sharedWith(nodeId: string, parts: Parameters<typeof startSimulator>[0] = {}) {
  const started = startSimulator(parts);
  await shareWith(started.catalog(), nodeId);
  await started.clock.advance(60);
  return started;
}

describe("a parent unit's share reaches the accounts of its children", () => {
  test('which ListPortfolioAccess tells for the parent, for the child, and for nobody else', async () => {
    const { catalog } = await sharedWith(WORKLOADS);

    expect(await accessOf(catalog(), WORKLOADS)).toEqual(WORKLOAD_ACCOUNTS);
    expect(await accessOf(catalog(), PRODUCTION)).toEqual(['555566667777', '666677778888']);
    expect(await accessOf(catalog(), 'r-ab12')).toEqual(WORKLOAD_ACCOUNTS);
    expect(await accessOf(catalog(), SANDBOX)).toEqual([]);
    await expect(accessOf(catalog(), 'ou-ab12-unknown1')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('an account share is not inherited from a node', async () => {
    const { catalog } = await sharedWith(WORKLOADS, {
      portfolios: [{ id: PORTFOLIO, shares: [{ accountId: SANDBOX_ACCOUNT }] }],
    });

    expect(await accessOf(catalog(), SANDBOX)).toEqual([]);
    expect(await accessOf(catalog())).toContain(SANDBOX_ACCOUNT);
  });
});

describe('a moved account', () => {
  test('gains and loses access', async () => {
    const { catalog, organizations } = await sharedWith(WORKLOADS);

    await organizations().send(move(SANDBOX_ACCOUNT, SANDBOX, PRODUCTION));
    const gained = await accessOf(catalog(), PRODUCTION);
    await organizations().send(move(SANDBOX_ACCOUNT, PRODUCTION, SANDBOX));

    expect(gained).toContain(SANDBOX_ACCOUNT);
    expect(await accessOf(catalog())).toEqual(WORKLOAD_ACCOUNTS);
  });

  test('does so after the time that the scenario gives', async () => {
    const { catalog, organizations, clock } = await sharedWith(WORKLOADS, { durations: { syncSeconds: 30 } });

    await organizations().send(move(SANDBOX_ACCOUNT, SANDBOX, PRODUCTION));
    await clock.advance(29);
    const before = await accessOf(catalog());
    await clock.advance(1);

    expect(before).toEqual(WORKLOAD_ACCOUNTS);
    expect(await accessOf(catalog())).toContain(SANDBOX_ACCOUNT);
  });

  test('keeps its access where its new place has a share too', async () => {
    const { catalog, organizations, clock } = await sharedWith(WORKLOADS);
    await shareWith(catalog(), SANDBOX);
    await clock.advance(60);

    await organizations().send(move('333344445555', WORKLOADS, SANDBOX));

    expect(await accessOf(catalog(), SANDBOX)).toEqual(['333344445555', SANDBOX_ACCOUNT]);
  });

  test('is reached by a share that was running when it came, and not by one that it left', async () => {
    const { catalog, organizations, clock } = startSimulator();
    const token = await shareWith(catalog(), WORKLOADS);
    await clock.advance(2);

    await organizations().send(move(SANDBOX_ACCOUNT, SANDBOX, WORKLOADS));
    await organizations().send(move('666677778888', PRODUCTION, SANDBOX));
    await clock.advance(58);

    const reached = [...WORKLOAD_ACCOUNTS.slice(0, 3), SANDBOX_ACCOUNT];
    expect(await accessOf(catalog())).toEqual(reached);
    const { Status, ShareDetails } = await statusOf(catalog(), token);
    expect([Status, ShareDetails?.SuccessfulShares]).toEqual(['COMPLETED', reached]);
  });

  test('is tried anew after it has left the node that failed to reach it', async () => {
    const { catalog, organizations } = await sharedWith(WORKLOADS, {
      accountFailures: [{ accounts: ['333344445555'], error: 'ThrottlingException' }],
    });
    const before = await accessOf(catalog());

    await organizations().send(move('333344445555', WORKLOADS, SANDBOX));
    await organizations().send(move('333344445555', SANDBOX, WORKLOADS));

    expect(before).toEqual(WORKLOAD_ACCOUNTS.slice(1));
    expect(await accessOf(catalog())).toEqual(WORKLOAD_ACCOUNTS);
  });
});

test('an account that is vended into a shared unit has access, one in the root has none', async () => {
  const { simulator, catalog } = await sharedWith(WORKLOADS);

  simulator.controls.addAccount({ id: '123412341234', parentId: PRODUCTION });
  simulator.controls.addAccount({ id: '123412341235' });

  expect(await accessOf(catalog())).toEqual(['123412341234', ...WORKLOAD_ACCOUNTS]);
});

describe('without Organizations access', () => {
  test('shares stay and do not follow; enabled again they catch up', async () => {
    const { catalog, organizations } = await sharedWith(WORKLOADS);

    await catalog().send(new DisableAWSOrganizationsAccessCommand({}));
    await organizations().send(move('333344445555', WORKLOADS, SANDBOX));
    await organizations().send(move(SANDBOX_ACCOUNT, SANDBOX, WORKLOADS));
    const disabled = await accessOf(catalog());
    await catalog().send(new EnableAWSOrganizationsAccessCommand({}));

    expect(disabled).toEqual(WORKLOAD_ACCOUNTS);
    expect(await accessOf(catalog())).toEqual([...WORKLOAD_ACCOUNTS.slice(1), SANDBOX_ACCOUNT]);
  });

  test('an account that was removed from the organization meanwhile retains access', async () => {
    const { simulator, catalog } = await sharedWith(WORKLOADS);
    simulator.controls.removeAccount('333344445555');
    const enabled = await accessOf(catalog());

    await catalog().send(new DisableAWSOrganizationsAccessCommand({}));
    simulator.controls.removeAccount('444455556666');
    await catalog().send(new EnableAWSOrganizationsAccessCommand({}));

    expect(enabled).toEqual(WORKLOAD_ACCOUNTS.slice(1));
    expect(await accessOf(catalog())).toEqual(WORKLOAD_ACCOUNTS.slice(1));
  });

  test('it is under change for as long as the scenario says, and refuses shares until then', async () => {
    const { catalog, clock } = startSimulator({
      organizationsAccess: 'DISABLED',
      durations: { accessChangeSeconds: 20 },
    });
    const status = async () =>
      (await catalog().send(new GetAWSOrganizationsAccessStatusCommand({}))).AccessStatus;

    await catalog().send(new EnableAWSOrganizationsAccessCommand({}));
    expect(await status()).toBe('UNDER_CHANGE');
    await expect(shareWith(catalog(), WORKLOADS)).rejects.toThrow(/must be enabled/);
    const again = catalog().send(new DisableAWSOrganizationsAccessCommand({}));
    await expect(again).rejects.toMatchObject({ name: 'InvalidStateException' });
    await clock.advance(20);

    expect(await status()).toBe('ENABLED');
    await shareWith(catalog(), WORKLOADS);
  });

  test('only the management account switches it, and not while there are delegated administrators', async () => {
    const { catalog } = startSimulator({
      organization: { delegatedAdministrators: [MEMBER], accounts: [MEMBER] },
      portfolios: [],
    });

    for (const Command of [EnableAWSOrganizationsAccessCommand, DisableAWSOrganizationsAccessCommand]) {
      await expect(catalog(MEMBER).send(new Command({}))).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: 'You are not authorized to perform this action',
      });
    }
    await expect(catalog().send(new DisableAWSOrganizationsAccessCommand({}))).rejects.toMatchObject({
      name: 'InvalidStateException',
    });
    const asked = await catalog(MEMBER).send(new GetAWSOrganizationsAccessStatusCommand({}));
    expect(asked.AccessStatus).toBe('ENABLED');
  });
});

describe('deregistering a delegated administrator', () => {
  const parts = {
    organization: {
      delegatedAdministrators: [MEMBER],
      accounts: [MEMBER],
      units: [{ id: WORKLOADS, accounts: WORKLOAD_ACCOUNTS }],
    },
    portfolios: [{ id: PORTFOLIO, accountId: MEMBER, shares: [{ accountId: '999988887777' }] }],
  };
  const deregister = new DeregisterDelegatedAdministratorCommand({
    AccountId: MEMBER,
    ServicePrincipal: 'servicecatalog.amazonaws.com',
  });

  test.each([
    ['finished', 60],
    ['running', 30],
  ])('removes its %s shares to nodes, not those to accounts', async (_name, seconds) => {
    const { catalog, organizations, clock } = startSimulator(parts);
    const token = await shareWith(catalog(MEMBER), WORKLOADS);
    await clock.advance(seconds);

    await organizations().send(deregister);

    await clock.advance(60);
    expect(await sharesOf(catalog(MEMBER), 'ORGANIZATIONAL_UNIT')).toEqual([]);
    expect(await accessOf(catalog(MEMBER))).toEqual(['999988887777']);
    expect((await statusOf(catalog(), token)).Status).not.toBe('IN_PROGRESS');
  });

  test('of another service changes nothing here', async () => {
    const { simulator, catalog, organizations, clock } = startSimulator(parts);
    await shareWith(catalog(MEMBER), WORKLOADS);
    await clock.advance(60);

    const stranger = new DeregisterDelegatedAdministratorCommand({
      AccountId: MEMBER,
      ServicePrincipal: 'guardduty.amazonaws.com',
    });
    await expect(organizations().send(stranger)).rejects.toMatchObject({
      name: 'AccountNotRegisteredException',
    });

    expect(simulator.controls.portfolio(PORTFOLIO).nodeShares).toMatchObject([
      { node: { id: nodeOf(WORKLOADS).Value } },
    ]);
  });
});
