import {
  AssociatePrincipalWithPortfolioCommand,
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  DescribePortfolioShareStatusCommand,
  DisassociatePrincipalFromPortfolioCommand,
  GetAWSOrganizationsAccessStatusCommand,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import { describe, expect, test } from 'vitest';
import {
  MANAGEMENT,
  MEMBER,
  PORTFOLIO,
  PRODUCTION,
  SANDBOX,
  SANDBOX_ACCOUNT,
  STRANGER,
  startSimulator,
  WORKLOAD_ACCOUNTS,
  WORKLOADS,
} from '../simulator/start-simulator.ts';
import { principalsOf } from './principals.ts';
import { accessOf, nodeOf, sharesOf, shareWith, statusOf } from './share.ts';

const target = { PortfolioId: PORTFOLIO, OrganizationNode: nodeOf(WORKLOADS) };
const [FIRST = '', SECOND = ''] = WORKLOAD_ACCOUNTS;
const BUSY = { name: 'InvalidStateException' };

describe('tokens and errors of writes', () => {
  test.each(['CREATE', 'UPDATE', 'DELETE', 'ALL'] as const)(
    'writesWithoutToken %s',
    async (writesWithoutToken) => {
      const { catalog, clock } = startSimulator({ undocumented: { writesWithoutToken } });
      const told: boolean[] = [];
      for (const Command of [
        CreatePortfolioShareCommand,
        UpdatePortfolioShareCommand,
        DeletePortfolioShareCommand,
      ]) {
        const { PortfolioShareToken } = await catalog().send(new Command(target));
        told.push(PortfolioShareToken !== undefined);
        await clock.advance(60);
      }

      const kinds = ['CREATE', 'UPDATE', 'DELETE'];
      expect(told).toEqual(kinds.map((kind) => !['ALL', kind].includes(writesWithoutToken)));
      expect(await accessOf(catalog())).toEqual([]);
    },
  );

  test('a creation of what exists may answer the token of an action that does nothing, or an error', async () => {
    const { catalog, clock } = startSimulator({ undocumented: { tokenOfExistingShare: 'NEW' } });
    const token = await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    const again = await shareWith(catalog(), WORKLOADS, { SharePrincipals: true });

    expect(again).not.toBe(token);
    expect(await statusOf(catalog(), again)).toMatchObject({ Status: 'COMPLETED' });
    expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toMatchObject([{ SharePrincipals: false }]);

    const strict = startSimulator({
      undocumented: { errors: { shareExists: 'DuplicateResourceException' } },
    });
    await shareWith(strict.catalog(), WORKLOADS);
    await strict.clock.advance(60);
    await expect(shareWith(strict.catalog(), WORKLOADS)).rejects.toMatchObject({
      name: 'DuplicateResourceException',
    });
  });

  test.each([
    ['NOTHING', true, true],
    ['EXISTING_SHARE', false, true],
    ['OWN_ACCOUNT', true, false],
    ['BOTH', false, false],
  ] as const)('checkedBeforeBusy %s', async (checkedBeforeBusy, isExistingBusy, isOwnBusy) => {
    const { catalog, clock } = startSimulator({ undocumented: { checkedBeforeBusy } });
    await shareWith(catalog(), SANDBOX);
    await clock.advance(60);
    await shareWith(catalog(), WORKLOADS);
    const existing = shareWith(catalog(), SANDBOX);
    const own = catalog().send(
      new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: MANAGEMENT }),
    );

    await (isExistingBusy ? expect(existing).rejects.toMatchObject(BUSY) : existing);
    await expect(own).rejects.toMatchObject(isOwnBusy ? BUSY : { name: 'InvalidParametersException' });
    await expect(shareWith(catalog(), PRODUCTION)).rejects.toMatchObject(BUSY);
  });

  test('the busy sentence under another name', async () => {
    const { catalog } = startSimulator({
      undocumented: { errors: { shareActionRunning: 'ResourceInUseException' } },
    });
    await shareWith(catalog(), WORKLOADS);

    await expect(shareWith(catalog(), SANDBOX)).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Cannot process more than one portfolio share action at the same time. Try again later.',
    });
  });

  test.each(['REFUSED', 'NOTHING'] as const)(
    'deleteOfAbsentAccountShare %s',
    async (deleteOfAbsentAccountShare) => {
      const { catalog } = startSimulator({ undocumented: { deleteOfAbsentAccountShare } });

      const deletion = catalog().send(
        new DeletePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER }),
      );

      await (deleteOfAbsentAccountShare === 'NOTHING'
        ? deletion
        : expect(deletion).rejects.toMatchObject({ name: 'ResourceNotFoundException' }));
    },
  );

  test.each(['NOTHING', 'TOKEN'] as const)('deleteOfAbsentNodeShare %s', async (deleteOfAbsentNodeShare) => {
    const { catalog } = startSimulator({ undocumented: { deleteOfAbsentNodeShare } });

    const { PortfolioShareToken } = await catalog().send(new DeletePortfolioShareCommand(target));

    expect(PortfolioShareToken !== undefined).toBe(deleteOfAbsentNodeShare === 'TOKEN');
  });
});

describe('a share that ended in ERROR', () => {
  const failing = { shareFaults: [{ ends: 'ERROR' as const, on: ['CREATE' as const], times: 1 }] };

  test.each([
    ['STAYS', 1],
    ['GONE', 0],
  ] as const)('shareAfterFailedCreation %s', async (shareAfterFailedCreation, count) => {
    const { catalog, clock } = startSimulator({ ...failing, undocumented: { shareAfterFailedCreation } });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toHaveLength(count);
  });

  test.each([
    ['NO_EFFECT', 0],
    ['MAKES_AGAIN', 4],
  ] as const)('createOfShareInError %s', async (createOfShareInError, reached) => {
    const { catalog, clock } = startSimulator({ ...failing, undocumented: { createOfShareInError } });
    for (let time = 0; time < 2; time += 1) {
      await shareWith(catalog(), WORKLOADS);
      await clock.advance(60);
    }

    expect(await accessOf(catalog())).toHaveLength(reached);
  });

  test.each([
    ['THOSE_WITH_ACCESS', 0],
    ['EVERYBODY', 4],
  ] as const)('updateReaches %s', async (updateReaches, reached) => {
    const { catalog, clock } = startSimulator({ ...failing, undocumented: { updateReaches } });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    await catalog().send(new UpdatePortfolioShareCommand({ ...target, SharePrincipals: true }));
    await clock.advance(60);

    expect(await accessOf(catalog())).toHaveLength(reached);
  });

  test('updateOfShareInError REFUSED', async () => {
    const { catalog, clock } = startSimulator({
      ...failing,
      undocumented: { updateOfShareInError: 'REFUSED' },
    });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    const update = catalog().send(new UpdatePortfolioShareCommand({ ...target, SharePrincipals: true }));

    await expect(update).rejects.toMatchObject(BUSY);
  });
});

describe('how an end with errors is told', () => {
  const accountFailures = [{ accounts: [FIRST, SECOND], error: 'ThrottlingException', message: 'Slow down' }];
  const told = async (undocumented: object) => {
    const { catalog, clock } = startSimulator({ accountFailures, undocumented });
    const token = await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);
    const { Status, ShareDetails } = await statusOf(catalog(), token);
    expect(Status).toBe('COMPLETED_WITH_ERRORS');
    return ShareDetails;
  };

  test.each([
    ['EACH_ONCE', 2, [[FIRST, SECOND]]],
    ['ONE_OF_EACH', 2, [[FIRST]]],
    ['TWICE', 4, [[FIRST, SECOND]]],
    ['NOBODY', 2, []],
    ['NO_ACCOUNTS', 2, [[]]],
  ] as const)('shareErrorsName %s', async (shareErrorsName, successful, accounts) => {
    const details = await told({ shareErrorsName });

    expect(details?.SuccessfulShares).toHaveLength(successful);
    expect(details?.ShareErrors?.map(({ Accounts }) => Accounts)).toEqual(accounts);
  });

  test('shareErrorsName NO_DETAILS', async () => {
    expect(await told({ shareErrorsName: 'NO_DETAILS' })).toBeUndefined();
  });

  test.each([
    ['EXCEPTION', 'ThrottlingException'],
    ['SHORT', 'Throttling'],
    ['QUALIFIED', 'com.amazonaws.servicecatalog#ThrottlingException'],
    ['UPPER_CASE', 'THROTTLING'],
    ['NONE', undefined],
  ] as const)('shareErrorNames %s', async (shareErrorNames, name) => {
    const details = await told({ shareErrorNames });

    expect(details?.ShareErrors).toEqual([
      { Accounts: [FIRST, SECOND], Message: 'Slow down', ...(name && { Error: name }) },
    ]);
  });

  test.each(['COMPLETED_WITH_ERRORS', 'COMPLETED', 'ERROR'] as const)(
    'statusOfDuplicatesAlone %s',
    async (statusOfDuplicatesAlone) => {
      const { catalog, clock } = startSimulator({ undocumented: { statusOfDuplicatesAlone } });
      await shareWith(catalog(), WORKLOADS);
      await clock.advance(60);
      const token = await shareWith(catalog(), PRODUCTION);
      await clock.advance(60);

      expect(await statusOf(catalog(), token)).toMatchObject({ Status: statusOfDuplicatesAlone });
    },
  );
});

describe('how a principal is listed', () => {
  const arn = `arn:aws:iam::${MANAGEMENT}:role/team/Developer`;
  const principal = { PortfolioId: PORTFOLIO, PrincipalARN: arn, PrincipalType: 'IAM' as const };
  const uniqueId = /^AROA[A-Z0-9]{17}$/;

  test.each([
    ['AS_GIVEN', arn, arn],
    [
      'OTHER_CASE',
      `arn:aws:iam::${MANAGEMENT}:role/TEAM/dEVELOPER`,
      `arn:aws:iam::${MANAGEMENT}:role/TEAM/dEVELOPER`,
    ],
    ['UNIQUE_ID_AT_FIRST', expect.stringMatching(uniqueId), arn],
    ['UNIQUE_ID', expect.stringMatching(uniqueId), expect.stringMatching(uniqueId)],
    [
      'WITHOUT_PATH',
      `arn:aws:iam::${MANAGEMENT}:role/Developer`,
      `arn:aws:iam::${MANAGEMENT}:role/Developer`,
    ],
  ] as const)('principalListedAs %s, and disassociated so', async (principalListedAs, atFirst, later) => {
    const { catalog, clock } = startSimulator({ undocumented: { principalListedAs } });
    await catalog().send(new AssociatePrincipalWithPortfolioCommand(principal));

    expect(await principalsOf(catalog())).toEqual([[atFirst, 'IAM']]);
    await clock.advance(60);
    const [[listed] = []] = await principalsOf(catalog());
    expect(listed).toEqual(later);
    await catalog().send(
      new DisassociatePrincipalFromPortfolioCommand({ ...principal, PrincipalARN: listed }),
    );
    expect(await principalsOf(catalog())).toEqual([]);
  });

  test.each(['NOT_FOUND', 'REMOVED'] as const)(
    'a deleted role is listed under its unique id for good, and by its ARN %s',
    async (deletedPrincipalByArn) => {
      const { simulator, catalog, clock } = startSimulator({ undocumented: { deletedPrincipalByArn } });
      await catalog().send(new AssociatePrincipalWithPortfolioCommand(principal));
      simulator.controls.deletePrincipal(arn);
      await clock.advance(3_600);

      const [[listed = ''] = []] = await principalsOf(catalog());
      expect(listed).toMatch(uniqueId);
      expect(simulator.controls.principalMayLaunch(PORTFOLIO, arn)).toBe(false);
      const byArn = catalog().send(new DisassociatePrincipalFromPortfolioCommand(principal));
      if (deletedPrincipalByArn === 'NOT_FOUND') {
        await expect(byArn).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
        await catalog().send(
          new DisassociatePrincipalFromPortfolioCommand({ ...principal, PrincipalARN: listed }),
        );
      } else {
        await byArn;
      }
      expect(await principalsOf(catalog())).toEqual([]);
    },
  );
});

describe('administrators and trusted access', () => {
  test.each(['KEPT', 'GONE'] as const)('tokenAfterDeregistration %s', async (tokenAfterDeregistration) => {
    const { simulator, catalog, organizations } = startSimulator({
      portfolios: [{ id: PORTFOLIO, accountId: MEMBER }],
      undocumented: { tokenAfterDeregistration },
    });
    const { DeregisterDelegatedAdministratorCommand, RegisterDelegatedAdministratorCommand } = await import(
      '@aws-sdk/client-organizations'
    );
    const administrator = { AccountId: MEMBER, ServicePrincipal: 'servicecatalog.amazonaws.com' };
    await organizations().send(new RegisterDelegatedAdministratorCommand(administrator));
    const token = await shareWith(catalog(MEMBER), WORKLOADS);
    await organizations().send(new DeregisterDelegatedAdministratorCommand(administrator));

    const look = catalog().send(new DescribePortfolioShareStatusCommand({ PortfolioShareToken: token }));

    await (tokenAfterDeregistration === 'KEPT'
      ? expect(look).resolves.toMatchObject({ Status: 'ERROR' })
      : expect(look).rejects.toMatchObject({ name: 'ResourceNotFoundException' }));
    expect(simulator.controls.portfolio(PORTFOLIO).nodeShares).toEqual([]);
  });

  test.each(['DISABLED', 'ENABLED'] as const)('statusOfTrustedAccess %s', async (statusOfTrustedAccess) => {
    const { catalog } = startSimulator({
      organizationsAccess: 'TRUSTED',
      undocumented: { statusOfTrustedAccess },
    });

    await shareWith(catalog(), SANDBOX_ACCOUNT);

    expect(await catalog().send(new GetAWSOrganizationsAccessStatusCommand({}))).toMatchObject({
      AccessStatus: statusOfTrustedAccess,
    });
  });
});
