import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { FoliocastError } from '../core/foliocast-error.ts';
import { reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

/** Of an operator's command, in the name of any source: what the bus lets that account say. */
export async function putEventAs(source: string, detailType: string, detail: object): Promise<string> {
  // What the bus does with a repeat is by contract nothing, so an unclear answer is safely put again.
  const client = new EventBridgeClient({ maxAttempts: 3, requestHandler: REQUEST_HANDLER });
  const Entry = {
    EventBusName: process.env.EVENT_BUS,
    Source: source,
    DetailType: detailType,
    Detail: JSON.stringify(detail),
  };
  const { Entries } = await reading('PutEvents', () =>
    client.send(new PutEventsCommand({ Entries: [Entry] })),
  );
  client.destroy();
  const [answer] = Entries ?? [];
  if (answer?.EventId) return answer.EventId;
  const reason = `${answer?.ErrorCode ?? 'no entry'}: ${answer?.ErrorMessage ?? 'no reason given'}`;
  throw new FoliocastError('EventNotAccepted', `EventBridge did not accept ${detailType}: ${reason}`);
}
