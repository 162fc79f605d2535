import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { REQUEST_HANDLER } from '../../aws/request-handler.ts';
import { allOf, ITEMS_AT_ONCE } from '../command/some-at-once.ts';
import { whenStopped } from '../command/stopping.ts';
import { readDeadLetter, type UndeliveredEvent } from './dead-letter.ts';

/** The most events of one run; the next run goes on. */
const MOST_MESSAGES = 1_000;
/** For so long nobody else sees a message that this command holds. At its end it shows the message again. */
const HIDDEN_SECONDS = 120;

export interface Held extends UndeliveredEvent {
  /** Of this receipt alone: the message goes. */
  remove(): Promise<void>;
}

export interface Undelivered {
  readonly events: readonly Held[];
  /** How many messages somebody else holds at this moment: they are not among these. */
  readonly heldByOthers: number;
  /** Whether the queue may have more than these: they are read in their turn. */
  readonly isCut: boolean;
  /** Shows every message again that was not removed, so the next command sees it. */
  close(): Promise<void>;
}

/** All messages of the queue of undelivered events, held until `close`. @param onRead is told how many were read so far */
export async function openUndelivered(stage: string, onRead: (count: number) => void): Promise<Undelivered> {
  const client = new SQSClient({ requestHandler: REQUEST_HANDLER });
  const QueueName = `foliocast-${stage}-undelivered-events`;
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
  const heldByOthers = await hiddenIn(client, QueueUrl);
  const held = new Map<string, Message>();
  // What cannot be shown again is seen by itself when its time is over.
  const showAgain = ({ ReceiptHandle }: Message) =>
    client
      .send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
      .catch(() => undefined);
  const close = async () => {
    await allOf([...held.values()], ITEMS_AT_ONCE, showAgain);
    client.destroy();
  };
  whenStopped({ close });
  while (held.size < MOST_MESSAGES) {
    const before = held.size;
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN_SECONDS,
        // A long poll asks every server of the queue; a short one may miss messages.
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
      }),
    );
    // One that is received twice is one; its latest receipt counts.
    for (const message of Messages) held.set(message.MessageId ?? '', message);
    if (held.size === before) break;
    onRead(held.size);
  }
  return {
    events: [...held].map(([id, message]) => ({
      ...readDeadLetter(message),
      async remove() {
        const { ReceiptHandle } = held.get(id) ?? message;
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        held.delete(id);
      },
    })),
    heldByOthers,
    isCut: held.size >= MOST_MESSAGES,
    close,
  };
}

async function hiddenIn(client: SQSClient, QueueUrl: string | undefined): Promise<number> {
  const command = new GetQueueAttributesCommand({
    QueueUrl,
    AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
  });
  const { Attributes = {} } = await client.send(command);
  return Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0);
}
