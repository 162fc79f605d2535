import type { Meeting } from './cell.ts';
import { faultKinds, nameOfFault } from './fault-kinds.ts';
import type { SceneName } from './other-scenes.ts';
import { nameOfCall, otherCalls } from './workflow-calls.ts';

/** One call of a function outside of the share machine, and what goes wrong with it. */
export interface OtherCell extends Meeting {
  readonly name: string;
  readonly scene: SceneName;
}

/** In which scene a function is met. */
export const SCENE_OF: Readonly<Record<string, SceneName>> = {
  answerApproval: 'APPROVE',
  vendAccount: 'VEND',
  readOrganization: 'ORGANIZATION',
  startReconciliation: 'RECONCILE',
  comparePortfolio: 'RECONCILE',
  confirmDifferences: 'RECONCILE',
  decideRepairs: 'RECONCILE',
  reportPortfolio: 'RECONCILE',
  completeReconciliation: 'RECONCILE',
  acknowledgeDrift: 'ACKNOWLEDGE',
  recoverExecution: 'RECOVER',
  sweepLedger: 'SWEEP',
};

/** A call that its function makes in another scene alone. */
const SCENE_OF_CALL: Readonly<Record<string, SceneName>> = {
  'comparePortfolio dynamodb:UpdateItem': 'DRIFT_ENDS',
  'answerApproval events:PutEvents': 'DECIDE_IN_VAIN',
};

/** Calls that no scene comes by, each with the reason. */
export const NOT_CALLED_ELSEWHERE: Readonly<Record<string, string>> = {
  ...because('only for what CloudTrail tells (test/workflow/reconcile-shares.test.ts)', [
    'startReconciliation dynamodb:UpdateItem',
    'startReconciliation organizations:DescribeOrganization',
  ]),
  ...because('only where what was asked for cannot be read', ['startReconciliation events:PutEvents']),
  ...because('only of a scheduled run: the mark that it was', ['completeReconciliation dynamodb:UpdateItem']),
  ...because('only of a drift that says the same every night, once', ['reportPortfolio dynamodb:UpdateItem']),
  ...because('what is read again is what differed, which is a share here; comparePortfolio has these cells', [
    'confirmDifferences servicecatalog:ListPortfolioAccess',
    'confirmDifferences servicecatalog:ListPrincipalsForPortfolio',
    'confirmDifferences servicecatalog:ListConstraintsForPortfolio',
  ]),
  ...because('only of a drift that has ended; comparePortfolio has these cells', [
    'confirmDifferences dynamodb:UpdateItem',
  ]),
  ...because('only where a share that stands is looked at account by account (reconcile-access.test.ts)', [
    'comparePortfolio dynamodb:GetItem',
    'comparePortfolio organizations:ListAccounts',
    'confirmDifferences organizations:ListAccounts',
    'comparePortfolio organizations:ListParents',
    'confirmDifferences organizations:ListParents',
  ]),
  ...because('its share runs on, so the lease drains, and the sweep lets on the next', [
    'recoverExecution states:SendTaskSuccess',
    'recoverExecution dynamodb:Query',
    'recoverExecution dynamodb:DeleteItem',
  ]),
  ...because('only of a request that never had an account counted, or a share without a token', [
    'recoverExecution dynamodb:PutItem',
    'recoverExecution servicecatalog:DescribePortfolioShares',
  ]),
  ...because('only of an event that was never claimed (test/workflow/stopped-in-outage.test.ts)', [
    'recoverExecution states:StartExecution',
    'sweepLedger states:StartExecution',
  ]),
  ...because('only to wake who is cancelled or expired (operate.test.ts, limits.test.ts)', [
    'sweepLedger states:SendTaskFailure',
  ]),
  ...because('what another function read of the organization is in the ledger', [
    'readOrganization organizations:DescribeOrganization',
    'readOrganization organizations:ListParents',
  ]),
};

function because(reason: string, calls: readonly string[]): Record<string, string> {
  return Object.fromEntries(calls.map((call) => [call, reason]));
}

export function allOtherCells(): OtherCell[] {
  return otherCalls()
    .filter((call) => !Object.hasOwn(NOT_CALLED_ELSEWHERE, nameOfCall(call)))
    .flatMap((call) =>
      faultKinds(call).map((fault) => ({
        name: `${nameOfCall(call)} ${nameOfFault(fault)}`,
        scene: SCENE_OF_CALL[nameOfCall(call)] ?? SCENE_OF[call.functionKey] ?? 'VEND',
        call,
        fault,
      })),
    );
}
