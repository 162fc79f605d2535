import { type FaultKind, faultKinds, nameOfFault } from './fault-kinds.ts';
import { nameOfCall, type WorkflowCall, workflowCalls } from './workflow-calls.ts';

/** What a request asks, so that the machine comes by the call. */
export type Flavour = 'CREATE' | 'UPDATE' | 'UNSHARE' | 'VERIFY' | 'TWICE' | 'AHEAD';

export interface Cell {
  readonly name: string;
  readonly flavour: Flavour;
  readonly call: WorkflowCall;
  readonly fault: FaultKind;
}

/** Calls that no request of a single try comes by, each with the reason. */
export const NOT_CALLED: Readonly<Record<string, string>> = {
  'requestApproval dynamodb:GetItem':
    'only for requests that somebody has to approve (test/workflow/approvals.test.ts)',
  'requestApproval dynamodb:UpdateItem': 'as above',
  'requestApproval states:SendTaskSuccess': 'as above',
  'requestApproval events:PutEvents': 'as above',
  'lookAtAccounts dynamodb:UpdateItem':
    'only where accounts had the portfolio by two paths (test/workflow/unshare.test.ts)',
  'lookAtAccounts servicecatalog:ListPortfolioAccess': 'as above',
  'verifyAccount states:SendTaskSuccess':
    'only where another request waits meanwhile; the same code as in releaseLease, which has its cells',
  'createShare servicecatalog:DescribePortfolioShares':
    'only after a try that failed: met in the other cells of createShare',
  'updateShare servicecatalog:DescribePortfolioShares': 'as above, of updateShare',
  'deleteShare servicecatalog:DescribePortfolioShares': 'as above, of deleteShare',
};

const FLAVOURS: readonly [RegExp, Flavour][] = [
  [/^acceptRequest dynamodb:GetItem/, 'TWICE'],
  [/^releaseLease states:/, 'AHEAD'],
  [/^updateShare /, 'UPDATE'],
  [/^(deleteShare|disassociatePrincipals|lookAtAccounts) /, 'UNSHARE'],
  [/ dynamodb:Query$/, 'UNSHARE'],
  [/^verifyAccount /, 'VERIFY'],
];

export function allCells(): Cell[] {
  return workflowCalls()
    .filter((call) => !Object.hasOwn(NOT_CALLED, nameOfCall(call)))
    .flatMap((call) =>
      faultKinds(call).map((fault) => ({
        name: `${nameOfCall(call)} ${nameOfFault(fault)}`,
        flavour: FLAVOURS.find(([calls]) => calls.test(nameOfCall(call)))?.[1] ?? 'CREATE',
        call,
        fault,
      })),
    );
}

/** A client that waits for an answer waits by its own clock, which nothing makes faster in a process of its own. */
export function takesRealTime({ fault }: Cell): boolean {
  return fault.kind === 'HANG_BEFORE' || fault.kind === 'HANG_AFTER';
}

/** One cell for each AWS call and kind of fault, whichever function makes the call; one error stands for the others. */
export function sampledCells(): Cell[] {
  const seen = new Set<string>();
  return allCells().filter(({ call, fault }) => {
    const sample = `${call.service}:${call.operation} ${fault.kind}`;
    if (seen.has(sample)) return false;
    seen.add(sample);
    return true;
  });
}
