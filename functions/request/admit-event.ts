import { beginFlight } from '../../aws/ledger/flights.ts';
import { claimRequest, recordNumber } from '../../aws/ledger/requests.ts';
import { drawNumber, endFlight, expireUnwanted, takeSequence } from '../../aws/ledger/shares.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { coversPrincipal } from '../../core/principals/policy-patterns.ts';
import { isRequesterAllowed } from '../../core/request/is-requester-allowed.ts';
import { contentHashOf, requestKeyOf } from '../../core/request/request-key.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import type { PortfolioShareRefusedDetail } from '../../events/portfolio-share-refused.ts';
import { parseShareRequest } from '../../events/portfolio-share-requested.ts';
import { keptBeyondOpen, requesterPolicy } from '../task/settings.ts';
import { ownAccount, partition } from '../task/stack.ts';
import type { Task } from '../task/task-handler.ts';
import { type IncomingEvent, readIncomingEvent } from './incoming-event.ts';
import { noteId } from './note-id.ts';
import { refuse } from './refuse.ts';
import { stopperOf } from './stopped-execution.ts';

/** What the machine does next with an event. `requestKey` leads to everything else in the ledger. */
export type Admission =
  | ({
      readonly admission: 'NEW';
      readonly requestKey: string;
      /** Before the first turn. The machine counts them. */
      readonly turn: { readonly number: 0 };
      readonly lease: { readonly fence: 0 };
    } & Pick<ShareRequest, 'requestId' | 'action' | 'portfolioId' | 'recipient' | 'verifyAccountId'>)
  | { readonly admission: 'REPEATED' | 'RUNNING'; readonly requestKey: string; readonly requestId: string }
  | Trial
  | {
      readonly admission: 'REFUSED';
      readonly requestId?: string;
      readonly refusal: PortfolioShareRefusedDetail;
    };

/** A request that is only tried: nothing of it is in the ledger, so the state carries it. */
export interface Trial {
  readonly admission: 'DRY_RUN';
  readonly requestId: string;
  readonly trial: Pick<IncomingEvent, 'eventId' | 'requester'> & { readonly request: ShareRequest };
}

/** Well below the 256 KiB of a state. A hundred principals of a thousand characters are half of it. */
const MOST_BYTES = 'at most 250000 bytes, nested at most 32 levels deep';

/** Parses, normalises, authorises, then claims the request in the ledger: at most one execution carries it out. */
export async function admitEvent(
  event: unknown,
  executionArn: string,
  { now, logger }: Pick<Task, 'now' | 'logger'>,
): Promise<Admission> {
  const incoming = readIncomingEvent(event, executionArn, now);
  if (incoming.tooLargeBytes !== undefined) {
    const problem = {
      field: 'detail',
      value: `${incoming.tooLargeBytes} bytes with its event`,
      expected: MOST_BYTES,
    };
    return refuse(incoming, 'REQUEST_INVALID', 'the request is too large, or nests too deep', [problem]);
  }
  const parsed = parseShareRequest(incoming.detail, partition());
  if (!parsed.ok) {
    logger.warn('Refused a malformed request', { problems: parsed.problems });
    return refuse(incoming, 'REQUEST_INVALID', 'the request is malformed', parsed.problems);
  }
  const allowed = isRequesterAllowed(
    requesterPolicy,
    incoming.requester,
    parsed.request,
    ownAccount(),
    coversPrincipal,
  );
  if (!allowed.allowed) {
    logger.warn('Refused a requester', { ...incoming.requester, why: allowed.why });
    return refuse(incoming, 'REQUESTER_NOT_ALLOWED', allowed.why, []);
  }
  if (parsed.request.dryRun) return trialOf(incoming, parsed.request);
  const record = recordOf(incoming, parsed.request, executionArn, now);
  // The claim keeps the number. A repeated attempt finds it there, and the number that it has drawn itself is a gap.
  const standing = await claimRequest({ ...record, number: await drawNumber() });
  if (standing.contentHash !== record.contentHash) {
    const cause = `requestId ${standing.request.requestId} was used before for a request with other content`;
    return refuse(incoming, 'REQUEST_ID_REUSED', cause, []);
  }
  if (standing.executionArn === executionArn && !standing.outcome) {
    await noteId(standing);
    return admit(standing);
  }
  const admission = standing.emittedAt === undefined ? 'RUNNING' : 'REPEATED';
  return { admission, requestKey: standing.requestKey, requestId: standing.request.requestId };
}

/** No request id is claimed: a trial and the request itself may have the same. */
function trialOf({ eventId, requester }: IncomingEvent, request: ShareRequest): Admission {
  return { admission: 'DRY_RUN', requestId: request.requestId, trial: { eventId, requester, request } };
}

/** A repeated attempt uses the numbers that were drawn before. */
async function admit(record: RequestRecord): Promise<Admission> {
  const { requestKey, request } = record;
  const { requestId, action, portfolioId, recipient, verifyAccountId } = request;
  if (record.sequence === undefined) await giveSequence(record);
  const before = { turn: { number: 0 }, lease: { fence: 0 } } as const;
  return {
    admission: 'NEW',
    requestKey,
    requestId,
    action,
    portfolioId,
    recipient,
    verifyAccountId,
    ...before,
  };
}

async function giveSequence({
  requestKey,
  request,
  number: claimed,
  acceptedAt,
}: RequestRecord): Promise<void> {
  const { portfolioId, recipient } = request;
  const until = keptBeyondOpen(acceptedAt);
  // A request that version 0.1.0 claimed has no number yet.
  const number = claimed ?? (await recordNumber(requestKey, 'number', await drawNumber()));
  await beginFlight(portfolioId, recipient, requestKey, until);
  const sequence = await takeSequence(portfolioId, recipient, number);
  try {
    await recordNumber(requestKey, 'sequence', sequence);
  } catch (error) {
    // This attempt hung until the request had its outcome: nobody uses what it began.
    if (error instanceof FoliocastError && error.name === 'LeaseLost') {
      await endFlight({ portfolioId, recipient, inFlight: [] }, requestKey);
      await expireUnwanted({ portfolioId, recipient }, until);
    }
    throw error;
  }
}

function recordOf(
  { requester, eventId, time }: IncomingEvent,
  request: ShareRequest,
  executionArn: string,
  now: string,
): RequestRecord {
  const stopper = stopperOf(executionArn);
  return {
    requestKey: requestKeyOf(requester, request.requestId),
    requester,
    eventId,
    requestedAt: time,
    acceptedAt: now,
    contentHash: contentHashOf(request),
    request,
    executionArn,
    phase: 'ACCEPTED',
    ...(stopper !== undefined && { cancelledBy: stopper }),
  };
}
