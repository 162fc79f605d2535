import { creationOf } from '../ledger/creation-of.ts';
import type { QueuedWish } from '../ledger/queued-wish.ts';
import type { RequestRecord } from '../ledger/request-record.ts';
import { wishOf } from '../ledger/superseding-wish.ts';
import type { ShareEntry, WantedPrincipal, WantedShare } from '../ledger/wanted-share.ts';
import type { FindingId } from '../principals/finding-catalogue.ts';
import { identityOfPrincipal } from '../principals/identity-of-principal.ts';
import { worstSeverity } from '../principals/severity.ts';
import { RECONCILIATION_SOURCE } from '../request/reconciliation-source.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import { isNotMadeAgain } from './is-not-made-again.ts';
import { broughtBy, leftBehindBy, onceEach } from './left-behind.ts';
import type { Outcome } from './outcome.ts';

/** What a decided outcome changes in the ledger's wanted shares. */
export type WantedChange =
  | (Decided & {
      readonly change: 'KEEP';
      readonly wanted: WantedShare;
      /** Where the share asks for fewer principals than before: the portfolio has those still. */
      readonly leftBehind?: readonly WantedPrincipal[];
    })
  | (Decided & { readonly change: 'REMOVE'; readonly leftBehind: readonly WantedPrincipal[] })
  | { readonly change: 'LEAVE'; readonly leftBehind: readonly WantedPrincipal[] }
  | { readonly change: 'NONE' };

interface Decided {
  readonly sequence: number;
  /** Absent of what wants nothing of its own, such as a repair. */
  readonly wish?: QueuedWish;
}

/**
 * A share that was made as asked is wanted. A share that was to be removed is not wanted any more, even if the removal
 * failed half-way: reconciliation must not bring back what somebody wanted to remove.
 */
export function wantedAfter(
  entry: Pick<ShareEntry, 'decidedSequence' | 'wanted' | 'leftBehind'>,
  record: RequestRecord,
  { detailType, detail }: Outcome,
): WantedChange {
  const { request, sequence } = record;
  if (sequence === undefined || sequence <= entry.decidedSequence) return { change: 'NONE' };
  if (request.action === 'DISASSOCIATE') return { change: 'NONE' };
  const wish = wishOf(record);
  const decided = { sequence, ...(wish && { wish }) };
  const isDone = detailType !== 'PortfolioShareFailed';
  if (request.action === 'UNSHARE') {
    const mayBeGone = isDone || detail.effect === 'REMOVED' || detail.effect === 'UNKNOWN';
    if (!mayBeGone) return { change: 'NONE' };
    return { change: 'REMOVE', leftBehind: leftBehindBy(entry, record), ...decided };
  }
  // A share that was deleted only to be made again is wanted as it was: nobody asked to remove it.
  const asBefore = !isDone && !entry.wanted && isNotMadeAgain(record) ? record.before : undefined;
  if (asBefore && asBefore !== 'ABSENT') {
    const asItWas = { ...record, request: { ...request, ...asBefore } };
    return { change: 'KEEP', sequence, wanted: wantedBy(asItWas, detail.timing.decidedAt, undefined) };
  }
  if (!isDone) {
    const brought = broughtBy(record, detail.timing.decidedAt);
    if (brought.length === 0) return { change: 'NONE' };
    return { change: 'LEAVE', leftBehind: onceEach([...(entry.leftBehind ?? []), ...brought]) };
  }
  const wanted = wantedBy(record, detail.timing.decidedAt, entry.wanted);
  const left = request.exactPrincipals ? { leftBehind: leftBehindBy(entry, record) } : {};
  return { change: 'KEEP', ...decided, wanted, ...left };
}

/** Findings that say that whoever matches launches with rights not their own. */
const LENDS_RIGHTS: readonly FindingId[] = ['lends-launch-role', 'constraints-unreadable'];

function wantedBy(record: RequestRecord, keptAt: string, before: WantedShare | undefined): WantedShare {
  const { request, requester, requestKey, findings = [], share } = record;
  const accounts = (creationOf(record) ?? share)?.accounts;
  const named = new Set(request.principals.map(identityOfPrincipal));
  const stood = before?.principals ?? [];
  const kept = request.exactPrincipals ? stood.filter((one) => named.has(identityOfPrincipal(one))) : stood;
  const asked = {
    shareTagOptions: request.shareTagOptions,
    sharePrincipals: request.sharePrincipals,
    principals: addUp(kept, request.principals, request.requestId),
    keptAt,
  };
  // A repair is nobody's request: who asked, and the risk that was accepted, stay as they were.
  if (before && requester.source === RECONCILIATION_SOURCE) return { ...before, ...asked };
  return {
    ...asked,
    requestId: request.requestId,
    requestKey,
    requester,
    ...(request.requestedBy !== undefined && { requestedBy: request.requestedBy }),
    severity: worstSeverity(findings.map(({ severity }) => severity)),
    lentRights: record.lentRights ?? findings.some(({ id }) => LENDS_RIGHTS.includes(id)),
    // A request that wrote nothing learned nothing about accounts: what an earlier one learned stands.
    alreadyReached: accounts
      ? { count: accounts.alreadyReached, accounts: accounts.alreadyReachedAccounts }
      : (before?.alreadyReached ?? { count: 0, accounts: [] }),
  };
}

function addUp(
  before: readonly WantedPrincipal[],
  asked: readonly RequestedPrincipal[],
  askedBy: string,
): WantedPrincipal[] {
  const known = new Set(before.map(identityOfPrincipal));
  const added = asked.filter((principal) => !known.has(identityOfPrincipal(principal)));
  return [
    ...before,
    ...added.map(({ principalArn, principalType }) => ({ principalArn, principalType, askedBy })),
  ];
}
