import { setTimeout as pause } from 'node:timers/promises';
import { type OutgoingEvent, putEvents } from '../../aws/event-bus.ts';
import type { Refusal } from '../../aws/find-refusal.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { PlannedChange } from '../../core/declaration/plan-changes.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { recipientFields } from '../../core/share/recipient.ts';
import { PORTFOLIO_SHARE_REQUESTED } from '../../events/portfolio-share-requested.ts';
import { ITEMS_AT_ONCE, someAtOnce } from '../command/some-at-once.ts';
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
  /** For each request, from when it is put. */
  readonly timeoutMs: number;
  /** Why requests were refused, by their ids; the ledger holds only those that were accepted. */
  readonly refusalsOf: (requestIds: readonly string[]) => Promise<ReadonlyMap<string, Refusal>>;
  readonly onOutcome: (followed: Followed) => void;
  /** After each look. @param open how many have no outcome yet @param asked how many of these wait for a yes */
  readonly onLook: (open: number, asked: number) => void;
  /** Before some are put. @param left how many are then still to be put */
  readonly onPut: (left: number) => void;
}

interface Open {
  readonly change: PlannedChange;
  readonly requestId: string;
  readonly eventId: string | undefined;
  readonly putAt: number;
  /** Somebody has to say yes: it holds up nothing else. */
  readonly isAsked?: boolean;
  /** By now it should have been accepted. */
  readonly isLate?: boolean;
}

/** Each look reads so many, and no more of them wait in the queue, however many changes there are. */
const OPEN_AT_ONCE = 100;

/** Puts one request for each change, many at once, and follows each in the ledger until it has its outcome. */
export async function putAndFollow(
  changes: readonly PlannedChange[],
  following: Following,
  openAtOnce: number = OPEN_AT_ONCE,
): Promise<Followed[]> {
  const waiting = changes.map((change, index) => ({ change, requestId: `${following.runId}-${index + 1}` }));
  const followed: Followed[] = [];
  let open: Open[] = [];
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 1.2, MOST_BETWEEN_LOOKS_MS)) {
    const atWork = open.filter(({ isAsked }) => !isAsked).length;
    const next = waiting.splice(0, Math.max(0, openAtOnce - atWork));
    // Before they are put: nobody knows whether an event that is being put has gone.
    if (next.length > 0) following.onPut(waiting.length);
    open = [...open, ...(await putAll(next))];
    if (open.length === 0) return followed;
    await pause(wait);
    const still: Open[] = [];
    const read = (one: Open) => look(one, following);
    const tell = (one: Followed) => {
      followed.push(one);
      following.onOutcome(one);
    };
    for await (const seen of someAtOnce(open, ITEMS_AT_ONCE, read)) {
      if ('putAt' in seen) still.push(seen);
      else tell(seen);
    }
    const late = still.filter(({ isLate }) => isLate);
    if (late.length > 0) for (const one of await whyNotAccepted(late, following)) tell(one);
    open = still.filter(({ isLate }) => !isLate);
    following.onLook(open.length, open.filter(({ isAsked }) => isAsked).length);
  }
}

async function putAll(requests: readonly Pick<Open, 'change' | 'requestId'>[]): Promise<Open[]> {
  const events = requests.map(
    ({ change, requestId }): OutgoingEvent => ({
      detailType: PORTFOLIO_SHARE_REQUESTED,
      source: APPLY_SOURCE,
      detail: requestOf(change, requestId),
    }),
  );
  const eventIds = await putEvents(events);
  const putAt = performance.now();
  return requests.map((request, index) => ({ ...request, eventId: eventIds[index], putAt }));
}

/** @returns the same while it is under way */
async function look(one: Open, { accountId, timeoutMs }: Following): Promise<Followed | Open> {
  const { change, requestId, putAt } = one;
  const record = await findRequest(requestKeyOf({ account: accountId, source: APPLY_SOURCE }, requestId));
  if (record?.outcome) return { change, requestId, outcome: record.outcome };
  const waitedMs = performance.now() - putAt;
  if (!record && waitedMs > Math.min(ACCEPTED_WITHIN_MS, timeoutMs)) return { ...one, isLate: true };
  if (waitedMs > timeoutMs)
    return { change, requestId, problem: 'has no outcome yet; it goes on without this command' };
  const { approval } = record ?? {};
  return { ...one, isAsked: approval !== undefined && approval.decision === undefined };
}

/** One reading for all of them. If it fails, what the ledger said is told all the same. */
async function whyNotAccepted(late: readonly Open[], { refusalsOf }: Following): Promise<Followed[]> {
  const refusals = await refusalsOf(late.map(({ requestId }) => requestId)).catch(() => undefined);
  return late.map(({ change, requestId, eventId, putAt }) => {
    const refusal = refusals?.get(requestId);
    const seconds = Math.round((performance.now() - putAt) / 1000);
    const of = refusals
      ? ', and is not among the latest that were refused'
      : '; whether it was refused could not be read';
    const problem = refusal
      ? `was refused, ${refusal.code}: ${refusal.cause.replace(/\.$/, '')}. To do: ${refusal.whatToDo}`
      : `was not accepted within ${seconds} s${of} (event ${eventId})`;
    return { change, requestId, problem };
  });
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
