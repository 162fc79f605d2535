import {
  CloseAccountCommand,
  CreateAccountCommand,
  DeleteOrganizationalUnitCommand,
  DescribeCreateAccountStatusCommand,
  MoveAccountCommand,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations';
import {
  DisableAWSOrganizationsAccessCommand,
  EnableAWSOrganizationsAccessCommand,
} from '@aws-sdk/client-service-catalog';
import { OWNER } from './place.ts';
import type { Scene, Stage } from './play.ts';
import { toUnit, unshared } from './recipients.ts';

const ROOT = 'r-ab12';

/** The organization changes under shares that are there. */
export const scenesOfOrganization: readonly Scene[] = [
  {
    name: 'a unit is deleted',
    async play(stage) {
      await stage.ask(toUnit(stage));
      await deleteUnit(stage);
      await stage.ask(toUnit(stage));
      await stage.ask({ ...toUnit(stage), shareTagOptions: true });
      const { detail } = await stage.reconcile();
      if (detail.drifts.found === 0) stage.problem('the reconciliation found nothing');
      await stage.ask(unshared(toUnit(stage)));
      await stage.ask(toUnit(stage));
    },
  },
  {
    name: 'an account leaves: a share to the account',
    async play(stage) {
      const request = { organizationNode: { type: 'ACCOUNT', value: stage.accountIds[0] ?? '' } };
      await stage.ask(request);
      await leave(stage);
      await stage.ask(request);
      await stage.ask({ ...request, shareTagOptions: true });
      const { detail } = await stage.reconcile();
      if (detail.drifts.found === 0) stage.problem('the reconciliation found nothing');
      await stage.ask(unshared(request));
      await stage.ask(request);
    },
  },
  {
    name: 'an account leaves: a share to its unit',
    async play(stage) {
      await stage.ask(toUnit(stage));
      await leave(stage);
      await stage.ask(toUnit(stage));
      await stage.ask({ ...toUnit(stage), shareTagOptions: true });
      await stage.ask(unshared(toUnit(stage)));
    },
  },
  {
    name: 'an account leaves: a share by its id',
    async play(stage) {
      const request = { accountId: stage.accountIds[0] ?? '' };
      await stage.ask(request);
      await leave(stage);
      await stage.ask(request);
      await stage.ask({ ...request, shareTagOptions: true });
      await stage.ask(unshared(request));
    },
  },
  {
    name: 'an account of the unit is closed',
    async play(stage) {
      const [AccountId = ''] = stage.accountIds;
      await stage.organizations.send(new CloseAccountCommand({ AccountId }));
      await stage.ask(toUnit(stage));
      await stage.ask(toUnit(stage));
      await stage.ask(unshared(toUnit(stage)));
    },
  },
  {
    name: 'an account comes to a unit whose share ended in ERROR',
    faults: ({ portfolioId }) => ({ shareFaults: [{ portfolioId, on: ['CREATE'], ends: 'ERROR' }] }),
    async play(stage) {
      const [AccountId = ''] = stage.accountIds;
      const [unitId = ''] = stage.unitIds;
      const move = (SourceParentId: string, DestinationParentId: string) =>
        stage.organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
      await move(unitId, ROOT);
      await stage.ask(toUnit(stage));
      await move(ROOT, unitId);
      await stage.ask(toUnit(stage));
      await stage.ask(unshared(toUnit(stage)));
    },
  },
  {
    name: 'Organizations access is disabled for a while',
    units: 2,
    async play(stage) {
      const [, value = ''] = stage.unitIds;
      const other = { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value } };
      await stage.ask(toUnit(stage));
      await stage.outsider.send(new DisableAWSOrganizationsAccessCommand());
      await stage.ask(toUnit(stage));
      await stage.ask(other);
      await stage.ask({ ...toUnit(stage), shareTagOptions: true });
      await stage.ask(unshared(toUnit(stage)));
      await stage.outsider.send(new EnableAWSOrganizationsAccessCommand());
      await stage.ask(other);
    },
  },
  {
    name: 'an account that has just joined, and a share to it that ended in ERROR',
    faults: ({ portfolioId }) => ({
      shareFaults: [{ portfolioId, on: ['CREATE'], times: 2, ends: 'ERROR_WITHOUT_SHARE_ERRORS' }],
    }),
    async play(stage) {
      const request = { organizationNode: { type: 'ACCOUNT', value: await join(stage) } };
      await stage.ask(request);
      await stage.ask(request);
      await stage.ask(unshared(request));
    },
  },
  {
    name: 'what cannot be shared with',
    async play(stage) {
      await stage.ask({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-none0000' } });
      await stage.ask({ accountId: OWNER });
      await stage.ask({ organizationNode: { type: 'ACCOUNT', value: OWNER } });
    },
  },
];

async function deleteUnit({ organizations, unitIds: [unitId = ''], accountIds }: Stage): Promise<void> {
  for (const AccountId of accountIds) {
    const from = { SourceParentId: unitId, DestinationParentId: ROOT };
    await organizations.send(new MoveAccountCommand({ AccountId, ...from }));
  }
  await organizations.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId: unitId }));
}

/** @returns its id, once it is there */
async function join({ organizations, portfolioId }: Stage): Promise<string> {
  const asked = { AccountName: 'new', Email: `${portfolioId}@acme.test` };
  const { CreateAccountStatus: begun } = await organizations.send(new CreateAccountCommand(asked));
  const status = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: begun?.Id });
  for (;;) {
    const { CreateAccountStatus: now } = await organizations.send(status);
    if (now?.AccountId) return now.AccountId;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function leave({ organizations, accountIds: [AccountId = ''] }: Stage): Promise<void> {
  await organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId }));
}
