import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
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

/** All messages of the queue of undelivered events, held until `close`. */
export async function openUndelivered(stage: string): Promise<Undelivered> {
  const client = new SQSClient({});
  const QueueName = `foliocast-${stage}-undelivered-events`;
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
  const before = await hiddenIn(client, QueueUrl);
  const messages: Message[] = [];
  while (messages.length < MOST_MESSAGES) {
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
    if (Messages.length === 0) break;
    messages.push(...Messages);
  }
  const left = new Map(messages.map(({ MessageId = '', ReceiptHandle }) => [MessageId, ReceiptHandle]));
  return {
    events: messages.map((message) => ({
      ...readDeadLetter(message),
      async remove() {
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
        left.delete(message.MessageId ?? '');
      },
    })),
    heldByOthers: before,
    isCut: messages.length >= MOST_MESSAGES,
    async close() {
      for (const ReceiptHandle of left.values())
        await client.send(
          new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
        );
      client.destroy();
    },
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
