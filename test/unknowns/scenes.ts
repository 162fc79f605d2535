import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import { GUARDED_PATTERN } from '../workflow/requests.ts';
import { OWNER } from './place.ts';
import type { Request, Scene, Stage } from './play.ts';
import { recipients, toUnit, unshared } from './recipients.ts';
import { scenesInBetween } from './scenes-in-between.ts';
import { scenesOfOrganization } from './scenes-of-organization.ts';

const foreign = ({ portfolioId, unitIds: [Value = ''] }: Stage) => ({
  PortfolioId: portfolioId,
  OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value } as const,
});

/** Shares, asks again, changes and takes away. */
async function wholeLife({ ask }: Stage, request: Request): Promise<void> {
  await ask(request);
  await ask(request);
  await ask({ ...request, shareTagOptions: true });
  await ask(unshared(request));
  await ask(unshared(request));
}

/** The main ways in which the service is used, each on a portfolio and a unit of its own. */
export const scenes: readonly Scene[] = [
  ...recipients.map(({ name, of }): Scene => ({ name, play: (stage) => wholeLife(stage, of(stage)) })),
  {
    name: 'a unit with principals by name',
    async play(stage) {
      const request = { ...toUnit(stage), sharePrincipals: true, principals: [GUARDED_PATTERN] };
      await stage.ask(request);
      await stage.ask(request);
      await stage.ask({ ...unshared(toUnit(stage)), principals: [GUARDED_PATTERN] });
      requireNoPrincipals(stage);
    },
  },
  {
    name: 'a role of the owner, with a path',
    async play(stage) {
      const principals = [
        { principalArn: `arn:aws:iam::${OWNER}:role/team/Developer`, principalType: 'IAM' },
      ];
      await stage.ask({ ...toUnit(stage), principals });
      await stage.ask({ ...toUnit(stage), principals });
      await stage.ask({ ...unshared(toUnit(stage)), principals });
      requireNoPrincipals(stage);
    },
  },
  {
    name: 'a share that ends in ERROR, asked again',
    faults: ({ portfolioId }) => ({
      shareFaults: [{ portfolioId, on: ['CREATE'], times: 1, ends: 'ERROR' }],
    }),
    async play(stage) {
      await stage.ask(toUnit(stage));
      await stage.ask(toUnit(stage));
      await stage.ask({ ...toUnit(stage), shareTagOptions: true });
    },
  },
  {
    name: 'a share that ends in ERROR each time, then with other flags',
    faults: ({ portfolioId }) => ({
      shareFaults: [{ portfolioId, on: ['CREATE'], times: 2, ends: 'ERROR' }],
    }),
    async play(stage) {
      await stage.ask(toUnit(stage));
      const { detail } = await stage.ask({ ...toUnit(stage), shareTagOptions: true });
      // Without tokens nobody knows.
      if (detail.failure && detail.failure.code !== 'SHARE_STATUS_UNKNOWN')
        stage.problem(`nobody has it: ${JSON.stringify(detail.failure)}`);
    },
  },
  {
    name: 'a share that reaches nobody at first, asked again',
    faults: ({ portfolioId }) => ({
      accountFailures: [{ portfolioId, error: 'ThrottlingException', attempts: 1 }],
    }),
    async play(stage) {
      await stage.ask(toUnit(stage));
      await stage.ask(toUnit(stage));
    },
  },
  {
    name: 'a share that misses an account, asked again',
    faults: ({ portfolioId, accountIds: [first = ''] }) => ({
      accountFailures: [{ portfolioId, accounts: [first], error: 'InternalFailure' }],
    }),
    async play(stage) {
      await stage.ask(toUnit(stage));
      await stage.ask(toUnit(stage));
      await stage.ask({ ...toUnit(stage), shareTagOptions: true });
    },
  },
  {
    name: 'an update that ends in ERROR, asked again',
    faults: ({ portfolioId }) => ({
      shareFaults: [{ portfolioId, on: ['UPDATE'], times: 1, ends: 'ERROR' }],
    }),
    async play(stage) {
      await stage.ask(toUnit(stage));
      await stage.ask({ ...toUnit(stage), shareTagOptions: true });
      await stage.ask({ ...toUnit(stage), shareTagOptions: true });
    },
  },
  {
    name: 'a deletion that misses an account, asked again',
    faults: ({ portfolioId, accountIds: [first = ''] }) => ({
      accountFailures: [
        { portfolioId, accounts: [first], error: 'InternalFailure', on: ['DELETE'], attempts: 1 },
      ],
    }),
    async play(stage) {
      await stage.ask(toUnit(stage));
      await stage.ask(unshared(toUnit(stage)));
      await stage.ask(unshared(toUnit(stage)));
    },
  },
  {
    name: 'somebody deletes the share at that moment',
    async play(stage) {
      await stage.ask(toUnit(stage));
      await stage.outsider.send(new DeletePortfolioShareCommand(foreign(stage)));
      await stage.askMeanwhile(toUnit(stage));
    },
  },
  {
    name: 'somebody updates the share at that moment',
    async play(stage) {
      await stage.ask(toUnit(stage));
      await stage.outsider.send(
        new UpdatePortfolioShareCommand({ ...foreign(stage), ShareTagOptions: true }),
      );
      await stage.askMeanwhile({ ...toUnit(stage), shareTagOptions: false });
    },
  },
  {
    name: 'somebody creates the share at that moment',
    async play(stage) {
      await stage.outsider.send(new CreatePortfolioShareCommand(foreign(stage)));
      await stage.askMeanwhile({ ...toUnit(stage), shareTagOptions: true });
    },
  },
  {
    name: 'somebody shares with another unit at that moment',
    units: 2,
    async play(stage) {
      const [, Value = ''] = stage.unitIds;
      await stage.outsider.send(
        new CreatePortfolioShareCommand({
          PortfolioId: stage.portfolioId,
          OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value },
        }),
      );
      await stage.ask(toUnit(stage));
      await stage.ask(unshared(toUnit(stage)));
    },
  },
  {
    name: 'an account has it by two paths',
    async play(stage) {
      const account = { organizationNode: { type: 'ACCOUNT', value: stage.accountIds[0] ?? '' } };
      await stage.ask(account);
      await stage.ask(toUnit(stage));
      await stage.ask(unshared(account));
      await stage.ask(toUnit(stage));
      await stage.ask(unshared(toUnit(stage)));
    },
  },
  {
    name: 'ten at once',
    units: 10,
    async play(stage) {
      await stage.askTogether(stage.unitIds.map((value) => toUnit({ unitIds: [value] })));
    },
  },
  {
    name: 'verification of an account',
    async play(stage) {
      const verifyAccountId = stage.accountIds[0] ?? '';
      const { detail } = await stage.ask({ ...toUnit(stage), verifyAccountId });
      if (detail.verification?.listed !== true && !detail.failure) stage.problem('the account is not found');
    },
  },
  {
    name: 'reconciliation after somebody took the share away',
    async play(stage) {
      await stage.ask(toUnit(stage));
      await stage.outsider.send(new DeletePortfolioShareCommand(foreign(stage)));
      await stage.settle();
      const { detail } = await stage.reconcile();
      const { isThere, lacking } = stage.reality(toUnit(stage));
      if (!isThere || lacking.length > 0) stage.problem(`it is not mended: ${JSON.stringify(detail)}`);
    },
  },
  ...scenesInBetween,
  ...scenesOfOrganization,
];

function requireNoPrincipals({ sandbox, portfolioId, problem }: Stage): void {
  const { principals } = sandbox.simulator.controls.portfolio(portfolioId);
  if (principals.length > 0) problem(`the principals stay: ${JSON.stringify(principals)}`);
}
