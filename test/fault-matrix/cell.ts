import { type FaultKind, faultKinds, nameOfFault } from './fault-kinds.ts';
import { nameOfCall, type WorkflowCall, workflowCalls } from './workflow-calls.ts';

/** What a request asks, so that the machine comes by the call. */
export type Flavour =
  | 'CREATE'
  | 'UPDATE'
  | 'UNSHARE'
  | 'VERIFY'
  /** The same event comes twice. */
  | 'TWICE'
  /** The same event comes again once it has its outcome. */
  | 'AGAIN'
  /** The share is there as asked, and nothing is known of its last end. */
  | 'CONFIRM'
  /** Another request waits behind it. */
  | 'AHEAD'
  | 'VERIFY_AHEAD'
  /** Somebody has to say yes, and does. */
  | 'APPROVE'
  /** Its accounts have the portfolio from the organization, too. */
  | 'TWO_PATHS';

export interface Cell {
  readonly name: string;
  readonly flavour: Flavour;
  readonly call: WorkflowCall;
  readonly fault: FaultKind;
  /** What else goes wrong, should the request come by that call, too. */
  readonly second?: Meeting;
}

export type Meeting = Pick<Cell, 'call' | 'fault'>;

const TRIAL =
  'a trial has no outcome: test/workflow/dry-run.test.ts; the same code as in validatePrincipals and planShare, which have their cells';
const NEVER_READ =
  'only where the organization was never read before; without an answer nobody is counted (test/workflow/reach.test.ts)';

/** Calls that no request of a single try comes by, each with the reason. */
export const NOT_CALLED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
      'dynamodb:Query',
      'servicecatalog:DescribePortfolio',
      'servicecatalog:DescribePortfolioShares',
      'servicecatalog:ListPrincipalsForPortfolio',
      'servicecatalog:ListConstraintsForPortfolio',
      'servicecatalog:DescribeConstraint',
      'organizations:DescribeOrganization',
      'organizations:ListParents',
      'organizations:ListAccounts',
    ].map((call) => [`tryRequest ${call}`, TRIAL]),
  ),
  'validatePrincipals organizations:ListAccounts': NEVER_READ,
  'planShare organizations:ListAccounts':
    'only in executions that version 0.1.0 began; the same code as in confirmAccess, which has its cells',
  'planShare servicecatalog:ListPortfolioAccess':
    'only in executions that version 0.1.0 began; the same code as in confirmAccess, which has its cells',
  'verifyAccount organizations:ListAccounts':
    'only where the unit does not list an account that is below it; the same code as in confirmAccess, which has its cells',
  'deleteShare servicecatalog:DescribePortfolioShares':
    'only after a deletion that was taken without a token: any other is made again; the same code as in updateShare, which has its cells',
  'confirmAccess organizations:ListParents':
    'only where a unit has no accounts (test/workflow/as-it-is.test.ts); the same code as in planShare, which has its cells',
  'requestApproval states:SendTaskSuccess':
    'only where findings change while the request has its turn (test/workflow/approvals/when-a-yes-is-void.test.ts); the same code as in releaseLease, which has its cells',
  'requestApproval dynamodb:Query':
    'only where it leaves a turn, so that findings have changed; the same code as in verifyAccount, which has its cells',
  'requestApproval dynamodb:DeleteItem':
    'only where it leaves a turn, so that findings have changed; the same code as in verifyAccount, which has its cells',
};

const FLAVOURS: readonly [RegExp, Flavour][] = [
  [/^acceptRequest dynamodb:PutItem/, 'TWICE'],
  [/^emitOutcome dynamodb:GetItem/, 'AGAIN'],
  [/^(confirmShare|confirmAccess) /, 'CONFIRM'],
  [/^releaseLease (states:|dynamodb:DeleteItem)/, 'AHEAD'],
  [/^verifyAccount (states:|dynamodb:DeleteItem)/, 'VERIFY_AHEAD'],
  [/^verifyAccount /, 'VERIFY'],
  [/^requestApproval | servicecatalog:DescribeConstraint$/, 'APPROVE'],
  [/^lookAtAccounts (dynamodb:UpdateItem|servicecatalog:)/, 'TWO_PATHS'],
  [/^updateShare /, 'UPDATE'],
  [/^(deleteShare|disassociatePrincipals|lookAtAccounts) /, 'UNSHARE'],
  [/ dynamodb:Query$/, 'UNSHARE'],
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

/** Whether the call is made only to see what became of a write: the answer to the write is lost first. */
export function looksForWrite({ call }: Cell): boolean {
  return (
    call.operation === 'DescribePortfolioShares' && /^(create|confirm|update)Share$/.test(call.functionKey)
  );
}

/** Whether the call is made only to explain a refusal: the write is refused first. */
export function explainsRefusal({ call }: Cell): boolean {
  return call.operation === 'GetAWSOrganizationsAccessStatus';
}

/** A client that waits for an answer waits by its own clock, which nothing makes faster in a process of its own. */
export function takesRealTime({ fault }: Cell): boolean {
  return fault.kind === 'HANG_BEFORE' || fault.kind === 'HANG_AFTER';
}

/**
 * So many cells: first one for each call of each function, with a fault that the function has not met yet where there
 * is one, then the others.
 */
export function sampledCells(random: () => number, most: number): Cell[] {
  const met = new Set<string>();
  const all = shuffled(allCells(), random);
  const ofCalls = Map.groupBy(all, ({ call }) => nameOfCall(call));
  const first = [...ofCalls.values()].flatMap((cells) => {
    const kindOf = ({ call, fault }: Cell) => `${call.functionKey} ${fault.kind}`;
    const chosen = cells.find((cell) => !met.has(kindOf(cell))) ?? cells[0];
    if (chosen) met.add(kindOf(chosen));
    return chosen ?? [];
  });
  return [...new Set([...first, ...all])].slice(0, most);
}

/** Two faults in one run, on calls that the same request comes by. */
export function pairedCells(random: () => number, most: number): Cell[] {
  const ofFlavours = Map.groupBy(
    allCells().filter((cell) => !takesRealTime(cell)),
    ({ flavour }) => flavour,
  );
  return shuffled([...ofFlavours.values()].flat(), random)
    .slice(0, most)
    .flatMap((first) => {
      const others = (ofFlavours.get(first.flavour) ?? []).filter(({ call }) => call !== first.call);
      const second = others[Math.floor(random() * others.length)];
      return second ? [{ ...first, name: `${first.name} and ${second.name}`, second }] : [];
    });
}

/** Each kind of fault of each service, whichever function makes the call. */
export function fewestCells(random: () => number): Cell[] {
  const seen = new Set<string>();
  return shuffled(allCells(), random).filter(({ call: { service }, fault: { kind } }) => {
    const sample = `${service} ${kind}`;
    const isNew = !seen.has(sample);
    seen.add(sample);
    return isNew;
  });
}

function shuffled(cells: readonly Cell[], random: () => number): Cell[] {
  return cells
    .map((cell) => ({ cell, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ cell }) => cell);
}
