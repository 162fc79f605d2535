import type { VirtualClock } from '../clock/virtual-clock.ts';
import { checkedOperations } from '../wire/checked-operations.ts';
import { type Service, ServiceError, type WireValue } from '../wire/service.ts';
import { inputShapes } from './input-shapes.ts';
import { md5OfAttributes } from './md5-of-attributes.ts';
import { type Message, md5, type Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import {
  attributeNames,
  longestDelaySeconds,
  longestVisibilitySeconds,
  longestWaitSeconds,
  missingParameter,
  readMessage,
  readWhole,
  receiptHandle,
} from './read-queue-input.ts';

/** SQS on the wire, in the members of its JSON protocol; the query protocol translates to and from it. */
export function queueService(queues: Queues, clock: VirtualClock, accountId: string): Service {
  const find = (input: WireValue): Queue => {
    if (input.QueueUrl === undefined) throw missingParameter('QueueUrl');
    const queue = queues.byUrl(String(input.QueueUrl));
    if (queue) return queue;
    throw doesNotExist();
  };
  const purgedAt = new WeakMap<Queue, number>();
  const operations = checkedOperations(inputShapes, {
    SendMessage(input) {
      const queue = find(input);
      const message = readMessage(input);
      const delay = readWhole(input, 'DelaySeconds', 0, longestDelaySeconds);
      const sent = queue.send(message, delay);
      return {
        MessageId: sent.messageId,
        MD5OfMessageBody: md5(sent.body),
        ...(Object.keys(message.attributes).length > 0 && {
          MD5OfMessageAttributes: md5OfAttributes(message.attributes),
        }),
      };
    },
    async ReceiveMessage(input) {
      const queue = find(input);
      const most = readWhole(input, 'MaxNumberOfMessages', 1, 10) ?? 1;
      const visibility = readWhole(input, 'VisibilityTimeout', 0, longestVisibilitySeconds);
      const waitSeconds = readWhole(input, 'WaitTimeSeconds', 0, longestWaitSeconds) ?? queue.waitSeconds;
      const until = clock.now() + waitSeconds * 1000;
      let received = queue.receive(most, visibility);
      while (received.length === 0 && clock.now() < until) {
        await queue.untilSent(until - clock.now());
        received = queue.receive(most, visibility);
      }
      return received.length === 0
        ? {}
        : { Messages: received.map((message) => wireMessage(message, input, accountId)) };
    },
    DeleteMessage(input) {
      find(input).delete(receiptHandle(input));
      return {};
    },
    ChangeMessageVisibility(input) {
      const queue = find(input);
      const seconds = readWhole(input, 'VisibilityTimeout', 0, longestVisibilitySeconds);
      if (seconds === undefined) throw missingParameter('VisibilityTimeout');
      const handle = receiptHandle(input);
      if (queue.changeVisibility(handle, seconds)) return {};
      throw new ServiceError(
        'InvalidParameterValue',
        `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
      );
    },
    PurgeQueue(input) {
      const queue = find(input);
      const last = purgedAt.get(queue);
      if (last !== undefined && clock.now() - last < 60_000)
        throw new ServiceError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
          403,
        );
      purgedAt.set(queue, clock.now());
      queue.purge();
      return {};
    },
    GetQueueUrl(input) {
      if (input.QueueName === undefined) throw missingParameter('QueueName');
      const queue = queues.all.find(({ name }) => name === input.QueueName);
      if (!queue) throw doesNotExist();
      return { QueueUrl: queue.url };
    },
    GetQueueAttributes(input) {
      const all = attributesOf(find(input));
      const asked = Array.isArray(input.AttributeNames) ? input.AttributeNames.map(String) : [];
      const unknown = asked.find((name) => !attributeNames.includes(name));
      if (unknown !== undefined)
        throw new ServiceError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
      const names = asked.includes('All')
        ? Object.keys(all)
        : asked.filter((name) => Object.hasOwn(all, name));
      return { Attributes: Object.fromEntries(names.map((name) => [name, all[name]])) };
    },
    ListQueues(input) {
      const prefix = String(input.QueueNamePrefix ?? '');
      return { QueueUrls: queues.all.filter(({ name }) => name.startsWith(prefix)).map(({ url }) => url) };
    },
  });
  return {
    signingName: 'sqs',
    targetPrefix: 'AmazonSQS',
    contentType: 'application/x-amz-json-1.0',
    operations,
  };
}

function wireMessage(message: Message, input: WireValue, accountId: string): WireValue {
  const attributes = chosen(message.attributes ?? {}, input.MessageAttributeNames);
  const system = chosen(
    {
      SenderId: accountId,
      SentTimestamp: String(message.sentAt),
      ApproximateReceiveCount: String(message.receiveCount),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    },
    input.MessageSystemAttributeNames ?? input.AttributeNames,
  );
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(Object.keys(attributes).length > 0 && {
      MessageAttributes: attributes,
      MD5OfMessageAttributes: md5OfAttributes(attributes),
    }),
  };
}

/** `All`, `.*`, a name, or a prefix with `.*`. */
function chosen<Value>(all: Readonly<Record<string, Value>>, names: unknown): Record<string, Value> {
  const asked = Array.isArray(names) ? names.map(String) : [];
  const isAsked = (name: string) =>
    asked.some(
      (pattern) =>
        pattern === 'All' ||
        pattern === name ||
        (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(all).filter(([name]) => isAsked(name)));
}

function attributesOf(queue: Queue): Readonly<Record<string, string>> {
  const { visible, inFlight, delayed } = queue.counts();
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    DelaySeconds: String(queue.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(queue.waitSeconds),
    MaximumMessageSize: String(queue.largestMessageBytes),
  };
}

function doesNotExist(): ServiceError {
  return new ServiceError(
    'QueueDoesNotExist',
    'The specified queue does not exist or you do not have access to it.',
  );
}
