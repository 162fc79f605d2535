import * as v from 'valibot';
import type { InputShape } from '../wire/checked-operations.ts';
import { listOf, structure, text } from '../wire/read-input.ts';

/** The types of AWS's published model of SQS (2012-11-05), which states no other constraints. */
const aText = v.optional(text({}));
const aNumber = v.optional(v.pipe(v.number(), v.integer()));
const texts = v.optional(listOf(text({})));
const queue = { QueueUrl: aText };
const attribute = structure({ DataType: aText, StringValue: aText, BinaryValue: aText });
const onlyForFifo = ['MessageDeduplicationId', 'MessageGroupId'];

export const inputShapes = {
  SendMessage: {
    members: structure({
      ...queue,
      MessageBody: aText,
      DelaySeconds: aNumber,
      MessageAttributes: v.optional(v.pipe(v.custom<object>(isMap), v.record(v.string(), attribute))),
    }),
    unsupported: [...onlyForFifo, 'MessageSystemAttributes'],
  },
  ReceiveMessage: {
    members: structure({
      ...queue,
      AttributeNames: texts,
      MessageSystemAttributeNames: texts,
      MessageAttributeNames: texts,
      MaxNumberOfMessages: aNumber,
      VisibilityTimeout: aNumber,
      WaitTimeSeconds: aNumber,
    }),
    unsupported: ['ReceiveRequestAttemptId'],
  },
  DeleteMessage: { members: structure({ ...queue, ReceiptHandle: aText }) },
  ChangeMessageVisibility: {
    members: structure({ ...queue, ReceiptHandle: aText, VisibilityTimeout: aNumber }),
  },
  PurgeQueue: { members: structure(queue) },
  GetQueueUrl: { members: structure({ QueueName: aText }), unsupported: ['QueueOwnerAWSAccountId'] },
  GetQueueAttributes: { members: structure({ ...queue, AttributeNames: texts }) },
  ListQueues: { members: structure({ QueueNamePrefix: aText }), unsupported: ['MaxResults', 'NextToken'] },
} satisfies Readonly<Record<string, InputShape>>;

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
