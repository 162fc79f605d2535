import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { FoliocastError } from '../core/foliocast-error.ts';
import { reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

/** Emission is at least once by contract, so that an unclear answer is safely put again. */
const client = new EventBridgeClient({ maxAttempts: 3, requestHandler: REQUEST_HANDLER });

export interface OutgoingEvent {
  /** `foliocast` for what Foliocast says about requests; a part of it speaks for itself where it makes some. */
  readonly source?: 'foliocast' | `foliocast.${string}`;
  readonly detailType: string;
  readonly detail: object;
}

/** Puts one event on the Foliocast bus; throws unless its entry was accepted. */
export async function putEvent({ source = 'foliocast', detailType, detail }: OutgoingEvent): Promise<string> {
  const command = new PutEventsCommand({
    Entries: [
      {
        EventBusName: process.env.EVENT_BUS,
        Source: source,
        DetailType: detailType,
        Detail: JSON.stringify(detail),
      },
    ],
  });
  const { Entries = [] } = await reading('PutEvents', () => client.send(command));
  const [entry] = Entries;
  if (!entry?.EventId || entry.ErrorCode) {
    const reason = `${entry?.ErrorCode ?? 'no entry'}: ${entry?.ErrorMessage ?? 'no reason given'}`;
    throw new FoliocastError('EventNotAccepted', `EventBridge did not accept ${detailType}: ${reason}`);
  }
  return entry.EventId;
}
