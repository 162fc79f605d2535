import { EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { FoliocastError } from '../core/foliocast-error.ts';
import { reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

/** Events are delivered at least once by contract, so after an unclear answer it is safe to put one again. */
const client = new EventBridgeClient({ maxAttempts: 3, requestHandler: REQUEST_HANDLER });

/** For events that say whether they are a repeat: the SDK would repeat them without saying so. */
const clientOfOne = new EventBridgeClient({ maxAttempts: 1, requestHandler: REQUEST_HANDLER });

export interface OutgoingEvent {
  /** `foliocast` for what Foliocast says about requests; a part of it, or a command, asks in its own name. */
  readonly source?: 'foliocast' | `foliocast.${string}` | `operator.${string}`;
  readonly detailType: string;
  readonly detail: object;
}

/** Puts one event on the Foliocast bus; throws unless its entry was accepted. */
export async function putEvent(event: OutgoingEvent): Promise<string> {
  const [eventId = ''] = await putEvents([event]);
  return eventId;
}

/** The same in one attempt. Without a clear answer it may be on the bus: the caller has to say so next time. */
export async function putEventOnce(event: OutgoingEvent): Promise<string> {
  const [eventId = ''] = await putAll([event], clientOfOne);
  return eventId;
}

/**
 * Puts one event in the name of any source: for an operator's command, as far as the bus lets the account say it. What
 * the bus does with a repeat is by contract nothing, so after an unclear answer it is put again.
 */
export async function putEventAs(source: string, detailType: string, detail: object): Promise<string> {
  const [eventId = ''] = await putAll([{ source, detailType, detail }], client);
  return eventId;
}

/**
 * Puts events on the Foliocast bus, as many at a time as PutEvents takes, in order; answers their ids.
 * @throws EventNotAccepted at the first entry that was not accepted; those before it were
 * @throws ServiceUnavailable if the answer has no entry for one: it may be on the bus
 */
export function putEvents(events: readonly OutgoingEvent[]): Promise<string[]> {
  return putAll(events, client);
}

type AnyEvent = Omit<OutgoingEvent, 'source'> & { readonly source?: string };

async function putAll(events: readonly AnyEvent[], by: EventBridgeClient): Promise<string[]> {
  const eventIds: string[] = [];
  for (const batch of batchesOf(events)) {
    const Entries = batch.map(({ source = 'foliocast', detailType, detail }) => ({
      EventBusName: process.env.EVENT_BUS,
      Source: source,
      DetailType: detailType,
      Detail: JSON.stringify(detail),
    }));
    const answer = await reading('PutEvents', () => by.send(new PutEventsCommand({ Entries })));
    eventIds.push(...batch.map(({ detailType }, index) => acceptedId(detailType, answer.Entries?.[index])));
  }
  return eventIds;
}

function acceptedId(detailType: string, entry: PutEventsResultEntry | undefined): string {
  // Without an entry nothing says that the bus refused it: it may have taken it.
  if (!entry)
    throw new FoliocastError('ServiceUnavailable', `PutEvents answered nothing about ${detailType}`);
  if (entry.EventId && !entry.ErrorCode) return entry.EventId;
  const reason = `${entry.ErrorCode ?? 'no id'}: ${entry.ErrorMessage ?? 'no reason given'}`;
  throw new FoliocastError('EventNotAccepted', `EventBridge did not accept ${detailType}: ${reason}`);
}

/** PutEvents: 10 entries and 256 KB a call, by its older documents; under both. */
const MOST_ENTRIES = 10;
const MOST_CHARACTERS = 200_000;

function batchesOf(events: readonly AnyEvent[]): AnyEvent[][] {
  const batches: AnyEvent[][] = [];
  let characters = 0;
  for (const event of events) {
    const length = JSON.stringify(event).length;
    const last = batches.at(-1);
    if (last && last.length < MOST_ENTRIES && characters + length <= MOST_CHARACTERS) {
      last.push(event);
      characters += length;
    } else {
      batches.push([event]);
      characters = length;
    }
  }
  return batches;
}
