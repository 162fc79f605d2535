import { setTimeout as pause } from 'node:timers/promises';
import { type OutgoingEvent, putEvents } from '../../aws/event-bus.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { PlannedChange } from '../../core/declaration/plan-changes.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { recipientFields } from '../../core/share/recipient.ts';
import { PORTFOLIO_SHARE_REQUESTED } from '../../events/portfolio-share-requested.ts';
import { APPLY_SOURCE, actionOf } from './action-of.ts';

/** How often to look into the ledger. Often at first: in a sandbox hours take seconds. */
const FIRST_LOOK_MS = 200;
const MOST_BETWEEN_LOOKS_MS = 5_000;
/** If the ledger does not have a request by then, it was refused, or its event is still on its way. */
const ACCEPTED_WITHIN_MS = 60_000;

export type Followed =
  | { readonly change: PlannedChange; readonly requestId: string; readonly outcome: Outcome }
  | { readonly change: PlannedChange; readonly requestId: string; readonly problem: string };

export interface Following {
  readonly accountId: string;
  readonly runId: string;
  readonly timeoutMs: number;
  readonly onOutcome: (followed: Followed) => void;
}

/** Puts one request for each change, all at once, and follows each in the ledger until it has its outcome. */
export async function putAndFollow(
  changes: readonly PlannedChange[],
  following: Following,
): Promise<Followed[]> {
  const requests = changes.map((change, index) => ({ change, requestId: `${following.runId}-${index + 1}` }));
  const events = requests.map(
    ({ change, requestId }): OutgoingEvent => ({
      detailType: PORTFOLIO_SHARE_REQUESTED,
      source: APPLY_SOURCE,
      detail: requestOf(change, requestId),
    }),
  );
  const eventIds = await putEvents(events);
  const open = new Map(
    requests.map((request, index) => [request.requestId, { ...request, eventId: eventIds[index] }]),
  );
  const followed: Followed[] = [];
  const startedAt = performance.now();
  for (let wait = FIRST_LOOK_MS; open.size > 0; wait = Math.min(wait * 1.2, MOST_BETWEEN_LOOKS_MS)) {
    await pause(wait);
    const waitedMs = performance.now() - startedAt;
    for (const { change, requestId, eventId } of open.values()) {
      const record = await findRequest(
        requestKeyOf({ account: following.accountId, source: APPLY_SOURCE }, requestId),
      );
      const problem = problemOf(record !== undefined, eventId, waitedMs, following.timeoutMs);
      if (!record?.outcome && problem === undefined) continue;
      open.delete(requestId);
      const one: Followed = record?.outcome
        ? { change, requestId, outcome: record.outcome }
        : { change, requestId, problem: problem ?? '' };
      followed.push(one);
      following.onOutcome(one);
    }
  }
  return followed;
}

function problemOf(
  isAccepted: boolean,
  eventId: string | undefined,
  waitedMs: number,
  timeoutMs: number,
): string | undefined {
  if (!isAccepted && waitedMs > Math.min(ACCEPTED_WITHIN_MS, timeoutMs)) {
    return `was not accepted; why, the PortfolioShareRefused about event ${eventId} says, if it was refused`;
  }
  return waitedMs > timeoutMs ? 'has no outcome yet; it goes on without this command' : undefined;
}

function requestOf(
  { change, portfolioId, recipient, flags, principals, isExact }: PlannedChange,
  requestId: string,
): object {
  const action = actionOf({ change });
  const isShare = action === 'SHARE';
  return {
    version: '1',
    requestId,
    action,
    portfolioId,
    ...recipientFields(recipient),
    ...(isShare && { shareTagOptions: flags.shareTagOptions, sharePrincipals: flags.sharePrincipals }),
    principals,
    // The file names all principals that are wanted.
    ...(isExact && { exactPrincipals: true }),
    requestedBy: APPLY_SOURCE,
  };
}
