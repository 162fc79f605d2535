import { isDeepStrictEqual } from 'node:util';
// biome-ignore lint/suspicious/noExplicitAny: an item of the ledger, of whatever kind
export type Item = Readonly<Record<string, any>>;

/** One write to the ledger, as whoever looks from outside sees it. */
export interface Change {
  readonly before: Item;
  readonly after: Item;
  /** All items as they are now. */
  readonly ledger: ReadonlyMap<string, Item>;
}

/** What holds of every write to the ledger, whatever goes wrong. One sentence each; checked after each step of a storm. */
export const INVARIANTS: Readonly<Record<string, (change: Change) => boolean>> = {
  'A claimed request keeps its content, its sender, its execution and its times.': ofRequests((change) =>
    [
      'requestKey',
      'contentHash',
      'request',
      'requester',
      'executionArn',
      'eventId',
      'acceptedAt',
      'requestedAt',
    ].every((name) => stays(change, name)),
  ),
  'A sequence number once given stays.': ofRequests((change) => stays(change, 'sequence')),
  'Requests for one share stand in the order of their numbers of acceptance.': ofRequests(
    ({ after, ledger }) =>
      after.sequence === undefined ||
      [...ledger.values()].every(
        (other) =>
          other.sk !== 'REQUEST' ||
          other.pk === after.pk ||
          other.sequence === undefined ||
          shareOf(other) !== shareOf(after) ||
          (other.sequence !== after.sequence &&
            other.sequence < after.sequence === rank(other.number) < rank(after.number)),
      ),
  ),
  'An outcome once decided does not change.': ofRequests((change) => stays(change, 'outcome')),
  'A request that was stopped stays so.': ofRequests((change) => stays(change, 'stoppedAt')),
  'An outcome is decided of a stopped request only.': ofRequests(
    ({ after }) => after.outcome === undefined || after.stoppedAt !== undefined,
  ),
  'Nothing is begun for a request once it is stopped.': ofRequests(
    (change) =>
      change.before.stoppedAt === undefined ||
      [
        ['intent', 'startedAt'],
        ['intent', 'number'],
        ['principals', 'startedAt'],
        ['approval', 'round'],
        ['approval', 'taskToken'],
        ['approval', 'decision'],
        ['sequence'],
        ['number'],
        ['taskToken'],
      ].every((path) => isSame(at(change.before, path), at(change.after, path))),
  ),
  'A stopped request goes on to its outcome alone.': ofRequests(
    ({ before, after }) =>
      before.stoppedAt === undefined || ['DECIDED', 'EMITTED', before.phase].includes(after.phase),
  ),
  'Only what is decided is emitted.': ofRequests(
    ({ after }) => after.emittedAt === undefined || after.outcome !== undefined,
  ),
  'A decided request is not marked to be cancelled.': ofRequests(
    ({ before, after }) => before.outcome === undefined || before.cancelledBy === after.cancelledBy,
  ),
  'Only what was emitted is asked for again.': ofRequests(
    ({ before, after }) =>
      before.resendAskedBy !== undefined ||
      after.resendAskedBy === undefined ||
      before.emittedAt !== undefined,
  ),
  'An emitted outcome stays emitted.': ofRequests((change) => stays(change, 'emittedAt')),
  'The first decision about an approval stands.': ofRequests(
    ({ before, after }) =>
      before.approval?.decision === undefined ||
      before.approval.approvalId !== after.approval?.approvalId ||
      isSame(before.approval.decision, after.approval.decision),
  ),
  'Rounds of approval rise.': ofRequests((change) => rises(change, ['approval', 'round'])),
  'The token of an approval is never replaced by an older one.': ofRequests(
    (change) =>
      change.before.approval?.approvalId !== change.after.approval?.approvalId ||
      rises(change, ['approval', 'tokenAt']),
  ),
  'Writes of a request are counted up.': ofRequests((change) => rises(change, ['intent', 'number'])),
  'A write that was answered stays so.': ofRequests(
    ({ before, after }) =>
      before.intent?.answer !== 'ANSWERED' ||
      before.intent.number !== after.intent?.number ||
      after.intent.answer === 'ANSWERED',
  ),
  'A write that had no answer is not called refused by a later attempt.': ofRequests(
    ({ before, after }) =>
      !before.intent?.isDoubted ||
      before.intent.number !== after.intent?.number ||
      after.intent.answer !== 'REFUSED',
  ),
  'An attempt at a write gives way to a later one alone, unless it is answered.': ofRequests(
    (change) => change.after.intent?.answer === 'ANSWERED' || rises(change, ['intent', 'startedAt']),
  ),
  "The share of a request changes only with a write's answer.": ofRequests(
    ({ before, after }) =>
      !isSame(before.intent, after.intent) ||
      before.share?.portfolioShareToken === undefined ||
      before.share.portfolioShareToken === after.share?.portfolioShareToken,
  ),
  'A share that has ended does not run again under its token.': ofRequests(
    ({ before, after }) =>
      !isEnd(before.share?.status) ||
      before.share.portfolioShareToken !== after.share?.portfolioShareToken ||
      isEnd(after.share.status),
  ),
  'The token that the lease is granted to is never an older one.': ofRequests((change) =>
    rises(change, ['tokenAt']),
  ),
  'The lease goes to the next one only after the one before has left.': ofLeases(
    ({ before, after }) => !before.holder || !after.holder || before.holder.fence === after.holder.fence,
  ),
  'Fences rise, by one at each grant.': ofLeases(
    ({ before, after }) =>
      (after.fence ?? 0) >= (before.fence ?? 0) &&
      (before.holder || !after.holder || after.holder.fence === (before.fence ?? 0) + 1),
  ),
  'Each turn is granted later than the one before.': ofLeases(
    ({ before, after }) =>
      before.lastGrantedAt === undefined ||
      before.fence === after.fence ||
      before.lastGrantedAt < after.lastGrantedAt,
  ),
  'Nobody is granted while a share may still be running.': ofLeases(
    ({ after }) => !after.holder || !after.draining,
  ),
  'A paused lease grants nobody.': ofLeases(
    ({ before, after }) => !before.pausedAt || !!before.holder || !after.holder,
  ),
  'Who waits since version 0.1.0 goes before each new SHARE.': ofLeases(
    ({ before, after }) =>
      before.holder?.fence === after.holder?.fence ||
      !after.holder?.place?.startsWith('1') ||
      !(before.queue?.length > 0),
  ),
  'Who leaves the list of version 0.1.0 by a grant is granted.': ofLeases(
    ({ before, after }) =>
      before.holder?.fence === after.holder?.fence ||
      (before.queue ?? []).every(
        (one: string) => after.queue.includes(one) || one === after.holder?.requestKey,
      ),
  ),
  'A turn is taken up once.': ofLeases(
    ({ before, after }) =>
      before.holder?.fence !== after.holder?.fence ||
      before.holder?.confirmedAt === undefined ||
      before.holder.confirmedAt === after.holder?.confirmedAt,
  ),
  'Generations of a wanted share rise, one at a time.': ofShares(
    ({ before, after }) =>
      rank(after.generation) - rank(before.generation) <= 1 &&
      rank(after.generation) >= rank(before.generation),
  ),
  'What is wanted is never what an older request wanted.': ofShares((change) =>
    rises(change, ['decidedSequence']),
  ),
  'The newest wish is never an older one.': ofShares((change) => rises(change, ['newestWish', 'sequence'])),
  'The last number that version 0.1.0 gave of a share stays.': ofShares((change) =>
    stays(change, 'lastSequence'),
  ),
  'What is wanted changes only under a new generation.': ofShares(
    ({ before, after }) =>
      isSame(before.wanted, after.wanted) || rank(after.generation) > rank(before.generation),
  ),
  'The end that is kept of a share is never that of an earlier turn.': ofShares((change) =>
    rises(change, ['end', 'grantedAt']),
  ),
  'What is kept of approvals is never that of an earlier turn.': ofShares((change) =>
    rises(change, ['approvedTurn']),
  ),
  'A share that is wanted, or has left principals behind, does not expire.': ofShares(
    ({ after }) => after.expiresAt === undefined || (!after.wanted && !(after.leftBehind?.length > 0)),
  ),
  'What an attempt wrote of the principals gives way to a later attempt alone.': ofRequests((change) =>
    rises(change, ['principals', 'startedAt']),
  ),
  'An outcome is emitted for the first time by one attempt.': ofRequests(
    (change) => change.after.firstEmission === undefined || stays(change, 'firstEmission'),
  ),
  'The organization that is kept is never an older reading.': (change) =>
    change.after.sk !== 'TREE' || rises(change, ['readAt']),
  'A placement follows the one before.': ({ before, after }) =>
    after.sk !== 'PLACEMENT' ||
    rank(after.version) === rank(before.version) + 1 ||
    (after.version === before.version && isSame({ ...before, pending: 0 }, { ...after, pending: 0 })),
  'A drift that has ended keeps the time of its end.': (change) =>
    !String(change.after.sk).startsWith('DRIFT#') ||
    change.before.driftId !== change.after.driftId ||
    stays(change, 'endedAt'),
  'The later acknowledgement of a drift counts.': (change) =>
    !String(change.after.sk).startsWith('ACKNOWLEDGEMENT#') || rises(change, ['at']),
};

/** The sentences that a write breaks. */
export function broken(change: Change): string[] {
  return Object.entries(INVARIANTS).flatMap(([sentence, holds]) => (holds(change) ? [] : [sentence]));
}

type Holds = (change: Change) => boolean;

function ofRequests(holds: Holds): Holds {
  return (change) => change.after.sk !== 'REQUEST' || holds(change);
}

function ofLeases(holds: Holds): Holds {
  return (change) => change.after.sk !== 'LEASE' || holds(change);
}

function ofShares(holds: Holds): Holds {
  return (change) => !String(change.after.sk).startsWith('SHARE#') || holds(change);
}

function stays({ before, after }: Change, name: string): boolean {
  return before[name] === undefined || isSame(before[name], after[name]);
}

function rises({ before, after }: Change, path: readonly string[]): boolean {
  const [one, other] = [at(before, path), at(after, path)];
  return one === undefined || (other !== undefined && other >= one);
}

// biome-ignore lint/suspicious/noExplicitAny: whatever is there
function at(item: Item, path: readonly string[]): any {
  return path.reduce((value, name) => value?.[name], item);
}

function rank(value: unknown): number {
  return Number(value ?? 0);
}

function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other);
}

function isEnd(status: unknown): boolean {
  return status === 'COMPLETED' || status === 'COMPLETED_WITH_ERRORS' || status === 'ERROR';
}

function shareOf({ request }: Item): string {
  return `${request?.portfolioId} ${request?.recipient?.type} ${request?.recipient?.value}`;
}
