import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { deliverAgain } from './deliver-again.ts';
import type { OperatorFlags } from './read-operator-flags.ts';

/** In one run; the next one goes on. */
const MOST_MESSAGES = 1_000;
/** So long nobody else sees a message that is being delivered. */
const HIDDEN_SECONDS = 120;

/**
 * Hands undelivered events to the target that did not take them, as they were: put on the bus again, an event
 * would come from the operator's account. A message is deleted only after its target has taken the event.
 */
export async function redrive({ stage }: OperatorFlags): Promise<readonly string[]> {
  const client = new SQSClient({});
  const QueueName = `foliocast-${stage}-undelivered-events`;
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
  const said: string[] = [];
  let left = 0;
  for (let seen = 0; seen < MOST_MESSAGES; ) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) break;
    seen += Messages.length;
    for (const message of Messages) {
      const { isDelivered, sentence } = await deliverAgain(message);
      said.push(`${message.MessageId}: ${sentence}`);
      if (isDelivered) {
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      } else left += 1;
    }
  }
  client.destroy();
  if (said.length === 0) return [`${QueueName} is empty: every event was delivered.`];
  return [
    ...said,
    `${said.length - left} of ${said.length} events were delivered; ${left} are left in the queue.`,
    left > 0
      ? `What is left is seen again in ${HIDDEN_SECONDS} s: mend what its line says, then run this again.`
      : 'Nothing more to do: requests that were accepted before are recognised, and have no second effect.',
  ];
}
