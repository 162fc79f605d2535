import { isInstant } from '../../core/instant.ts';
import type { Requester } from '../../core/request/share-request.ts';
import { asObject } from '../task/as-object.ts';

/** An event as an EventBridge rule hands it to the machine; every field read defensively. */
export interface IncomingEvent {
  readonly eventId: string;
  readonly requester: Requester;
  /** ISO 8601. */
  readonly time: string;
  readonly detail: unknown;
  readonly requestId: string | undefined;
  /** Of an event whose detail was left out, since no state can hold it. */
  readonly tooLargeBytes: number | undefined;
}

/** Reads what EventBridge sets; somebody may also start the machine by hand with anything at all. */
export function readIncomingEvent(event: unknown, executionArn: string, now: string): IncomingEvent {
  const { id, account, source, time, detail, tooLargeBytes } = asObject(event);
  const { requestId } = asObject(detail);
  return {
    eventId: text(id) ?? executionArn,
    requester: { account: text(account) ?? 'unknown', source: text(source) ?? 'unknown' },
    time: typeof time === 'string' && isInstant(time) ? time : now,
    detail,
    requestId: text(requestId, 128),
    tooLargeBytes: typeof tooLargeBytes === 'number' ? tooLargeBytes : undefined,
  };
}

/** EventBridge's own are shorter; whoever starts the machine by hand may give anything. */
function text(value: unknown, most = 256): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, most).toWellFormed() : undefined;
}
