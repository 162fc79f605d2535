import type { VirtualClock } from '../clock/virtual-clock.ts';
import { isObject } from '../template/read-template.ts';
import { type Operation, type Service, ServiceError, type WireValue } from '../wire/service.ts';
import { md5OfAttributes } from './md5-of-attributes.ts';
import { type Message, type MessageAttribute, md5, type Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** SQS on the wire, in the members of its JSON protocol; the query protocol translates to and from it. */
export function queueService(queues: Queues, clock: VirtualClock, accountId: string): Service {
  const find = (input: WireValue): Queue => {
    const queue = typeof input.QueueUrl === 'string' ? queues.byUrl(input.QueueUrl) : undefined;
    if (queue) return queue;
    throw doesNotExist();
  };
  const operations: Readonly<Record<string, Operation>> = {
    SendMessage(input) {
      const queue = find(input);
      if (typeof input.MessageBody !== 'string' || input.MessageBody === '') {
        throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageBody.');
      }
      const attributes = readAttributes(input.MessageAttributes);
      const delay = input.DelaySeconds === undefined ? undefined : Number(input.DelaySeconds);
      const message = queue.send({ body: input.MessageBody, attributes }, delay);
      return {
        MessageId: message.messageId,
        MD5OfMessageBody: md5(message.body),
        ...(Object.keys(attributes).length > 0 && { MD5OfMessageAttributes: md5OfAttributes(attributes) }),
      };
    },
    async ReceiveMessage(input) {
      const queue = find(input);
      const most = Math.min(Math.max(Number(input.MaxNumberOfMessages ?? 1), 1), 10);
      const visibility = input.VisibilityTimeout === undefined ? undefined : Number(input.VisibilityTimeout);
      const until = clock.now() + Math.min(Number(input.WaitTimeSeconds ?? 0), 20) * 1000;
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
      find(input).delete(String(input.ReceiptHandle));
      return {};
    },
    ChangeMessageVisibility(input) {
      find(input).changeVisibility(String(input.ReceiptHandle), Number(input.VisibilityTimeout));
      return {};
    },
    PurgeQueue(input) {
      find(input).purge();
      return {};
    },
    GetQueueUrl(input) {
      const queue = queues.all.find(({ name }) => name === input.QueueName);
      if (!queue) throw doesNotExist();
      return { QueueUrl: queue.url };
    },
    GetQueueAttributes(input) {
      const all = attributesOf(find(input));
      const asked = Array.isArray(input.AttributeNames) ? input.AttributeNames.map(String) : [];
      const names = asked.includes('All')
        ? Object.keys(all)
        : asked.filter((name) => Object.hasOwn(all, name));
      return { Attributes: Object.fromEntries(names.map((name) => [name, all[name]])) };
    },
    ListQueues(input) {
      const prefix = String(input.QueueNamePrefix ?? '');
      return { QueueUrls: queues.all.filter(({ name }) => name.startsWith(prefix)).map(({ url }) => url) };
    },
  };
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

function readAttributes(attributes: unknown): Record<string, MessageAttribute> {
  if (!isObject(attributes)) return {};
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const { DataType, StringValue } = isObject(attribute) ? attribute : {};
      if (typeof DataType !== 'string' || typeof StringValue !== 'string') {
        throw new ServiceError(
          'InvalidParameterValue',
          `The message attribute '${name}' needs DataType and StringValue; binary values are not supported here.`,
        );
      }
      return [name, { DataType, StringValue }];
    }),
  );
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
  };
}

function doesNotExist(): ServiceError {
  return new ServiceError(
    'QueueDoesNotExist',
    'The specified queue does not exist or you do not have access to it.',
  );
}
