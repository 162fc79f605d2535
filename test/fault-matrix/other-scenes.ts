import {
  AssociatePrincipalWithPortfolioCommand,
  DeletePortfolioShareCommand,
  DisassociatePrincipalFromPortfolioCommand,
} from '@aws-sdk/client-service-catalog';
import { isRunning } from '../../sandbox/service-catalog/share-action.ts';
import { askTable } from '../ask-table.ts';
import { MEMBER, ORGANIZATION, PORTFOLIO, UNIT } from '../workflow/requests.ts';
import type { OtherWorld } from './other-world.ts';

const NODE = { Type: 'ORGANIZATIONAL_UNIT', Value: UNIT } as const;
const RISKY_PATTERN = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };
const OTHERS_PRINCIPAL = {
  PortfolioId: PORTFOLIO,
  PrincipalARN: 'arn:aws:iam:::role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Audit_????????????????',
  PrincipalType: 'IAM_PATTERN',
} as const;

/** What happens before and while a fault meets a function that is not of the share machine. */
export const SCENES = {
  /** An account is announced, and a rule gives it a portfolio. */
  async VEND({ arm, put, until, events, outcomesOf, undelivered }: OtherWorld) {
    arm();
    put('AccountVended', { accountId: MEMBER, organizationalUnitId: UNIT });
    const asked = () => events.find(({ source }) => source === 'foliocast.vending')?.detail.requestId;
    await until('an answer about the account', () => undelivered() > 0 || outcomesOf(asked()).length > 0);
  },
  /** A request needs a yes, and gets it. */
  async APPROVE({ arm, put, until, events, outcomesOf, undelivered }: OtherWorld) {
    const { approvalId, digest } = await askForYes({ put, until, events });
    arm();
    const decision = { decision: 'APPROVED', by: 'ana@acme.example', reason: 'seen' };
    put('PortfolioShareApprovalDecided', { version: '1', approvalId, digest, ...decision }, 'acme.security');
    await until('an outcome', () => undelivered() > 0 || outcomesOf('first').length > 0);
  },
  /** Somebody decides about another question, and is told so. Then the request gets its yes. */
  async DECIDE_IN_VAIN({ arm, put, until, events, outcomesOf, undelivered, sandbox }: OtherWorld) {
    const { approvalId, digest } = await askForYes({ put, until, events });
    arm();
    const decision = { version: '1', approvalId, decision: 'APPROVED', by: 'ana@acme.example' };
    const about = (of: string) =>
      put('PortfolioShareApprovalDecided', { ...decision, digest: of }, 'acme.security');
    about('0'.repeat(64));
    await sandbox.clock.delay(600_000);
    about(digest);
    await until('an outcome', () => undelivered() > 0 || outcomesOf('first').length > 0);
  },
  /** A wanted share is deleted by somebody else, and is to be repaired. */
  async RECONCILE({ arm, put, until, outsider, sandbox, share, quiet }: OtherWorld) {
    await share();
    await quiet();
    await outsider.send(new DeletePortfolioShareCommand({ PortfolioId: PORTFOLIO, OrganizationNode: NODE }));
    await until('their end', () => !sandbox.simulator.controls.shareActions().some(isRunning));
    arm();
    put('ReconciliationRequested', { checkAccounts: true });
    await until('a reconciliation', () =>
      sandbox.executions().some(({ stateMachineArn }) => stateMachineArn.includes('reconcile')),
    );
  },
  /** Somebody says that he knows of a drift. Somebody else names none, and is told so. */
  async ACKNOWLEDGE(world: OtherWorld) {
    const { driftId } = await othersDrift(world);
    world.arm();
    world.put('PortfolioShareDriftAcknowledged', { driftId, by: 'ops@acme.example' });
    await world.sandbox.clock.delay(600_000);
    world.put('PortfolioShareDriftAcknowledged', { by: 'bob@acme.example' });
    await world.sandbox.clock.delay(600_000);
  },
  /** Who made a drift takes it back. */
  async DRIFT_ENDS(world: OtherWorld) {
    await othersDrift(world);
    await world.outsider.send(new DisassociatePrincipalFromPortfolioCommand(OTHERS_PRINCIPAL));
    world.arm();
    world.put('ReconciliationRequested', {});
    await world.sandbox.clock.delay(600_000);
  },
  /** An hour passes, in which the organization is read anew. */
  async ORGANIZATION({ arm, sandbox, share, quiet, problem }: OtherWorld) {
    await share();
    await quiet();
    arm();
    const began = sandbox.clock.now();
    await sandbox.clock.delay(2.2 * 3_600_000);
    const Key = { pk: { S: 'ORGANIZATION' }, sk: { S: 'TREE' } };
    const { Item } = await askTable(sandbox, 'GetItem', { Key });
    if (!(Date.parse(Item?.readAt?.S) > began)) problem('the organization was not read again');
  },
  /** The execution of a request is stopped while its share runs. */
  async RECOVER(world: OtherWorld) {
    world.arm();
    await stopInShare(world);
  },
  /** The same, and nobody is told of it. */
  async SWEEP(world: OtherWorld) {
    world.arm();
    await stopInShare(world);
  },
} as const satisfies Readonly<Record<string, (world: OtherWorld) => Promise<void>>>;

export type SceneName = keyof typeof SCENES;

/** @returns the detail of the question */
async function askForYes({ put, until, events }: Pick<OtherWorld, 'put' | 'until' | 'events'>) {
  put('PortfolioShareRequested', {
    version: '1',
    requestId: 'first',
    portfolioId: PORTFOLIO,
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNIT },
    principals: [RISKY_PATTERN],
    sharePrincipals: true,
  });
  const question = () => events.find((event) => event['detail-type'] === 'PortfolioShareApprovalRequested');
  await until('the question', () => question() !== undefined);
  return question()?.detail ?? {};
}

/** Somebody else associates a principal, and a reconciliation finds it. */
async function othersDrift({ put, until, outsider, share, quiet, events }: OtherWorld) {
  await share();
  await quiet();
  await outsider.send(new AssociatePrincipalWithPortfolioCommand(OTHERS_PRINCIPAL));
  put('ReconciliationRequested', {});
  const drift = () => events.find((event) => event['detail-type'] === 'PortfolioShareDriftDetected');
  await until('the drift', () => drift() !== undefined);
  await quiet();
  return drift()?.detail;
}

async function stopInShare({ share, sandbox, until, put, outcomesOf }: OtherWorld): Promise<void> {
  const answered = share();
  const execution = () => sandbox.executions().find(({ input }) => input.includes('"first"'));
  await until('the share', () =>
    JSON.stringify(execution()?.history.map((event) => event.stateEnteredEventDetails?.name) ?? []).includes(
      'WaitForShare',
    ),
  );
  put('PortfolioShareRequested', {
    version: '1',
    requestId: 'behind',
    portfolioId: PORTFOLIO,
    organizationNode: { type: 'ORGANIZATION', value: ORGANIZATION },
  });
  const behind = () => sandbox.executions().find(({ input }) => input.includes('"behind"'));
  await until(
    'another in the queue',
    () =>
      behind()?.history.some(({ type }) => type === 'TaskSubmitted' || type === 'ExecutionSucceeded') ===
      true,
  );
  execution()?.stop('StoppedByHand', 'by the scene');
  await answered;
  await until('the outcome of the one behind', () => outcomesOf('behind').length > 0);
}
