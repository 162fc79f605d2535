import { isObject } from '../template/read-template.ts';
import { ServiceError, type WireValue } from '../wire/service.ts';
import type { MessageAttribute } from './new-message.ts';

export const longestVisibilitySeconds = 43_200;
export const longestDelaySeconds = 900;
export const longestWaitSeconds = 20;

/** Source of these and of the sentences below: localstack 8b9a79f, test_sqs.py, and the SQS API reference. */
export const attributeNames = [
  'All',
  ...[
    'Policy',
    'VisibilityTimeout',
    'MaximumMessageSize',
    'MessageRetentionPeriod',
    'DelaySeconds',
    'QueueArn',
  ],
  ...[
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ],
  ...['CreatedTimestamp', 'LastModifiedTimestamp', 'ReceiveMessageWaitTimeSeconds', 'RedrivePolicy'],
  ...[
    'RedriveAllowPolicy',
    'KmsMasterKeyId',
    'KmsDataKeyReusePeriodSeconds',
    'SqsManagedSseEnabled',
    'FifoQueue',
  ],
  ...['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'],
];

export function readMessage({ MessageBody, MessageAttributes }: WireValue) {
  if (typeof MessageBody !== 'string' || MessageBody === '') throw missingParameter('MessageBody');
  const attributes = readAttributes(MessageAttributes);
  return { body: MessageBody, attributes };
}

function readAttributes(attributes: unknown): Record<string, MessageAttribute> {
  if (!isObject(attributes)) return {};
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const { DataType, StringValue, BinaryValue } = isObject(attribute) ? attribute : {};
      if (BinaryValue !== undefined)
        throw new ServiceError(
          'InvalidParameterValue',
          `The message attribute '${name}' has a binary value, which is not supported here.`,
        );
      if (typeof DataType !== 'string' || DataType === '')
        throw new ServiceError(
          'InvalidParameterValue',
          `The message attribute '${name}' must contain non-empty message attribute type.`,
        );
      if (typeof StringValue !== 'string' || StringValue === '')
        throw new ServiceError(
          'InvalidParameterValue',
          `Message (user) attribute '${name}' must contain a non-empty value of type 'String'.`,
        );
      return [name, { DataType, StringValue }];
    }),
  );
}

export function readWhole(input: WireValue, name: string, least: number, most: number): number | undefined {
  const value = input[name];
  if (value === undefined) return undefined;
  if (Number(value) >= least && Number(value) <= most) return Number(value);
  throw new ServiceError(
    'InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
}

/** Ours are UUIDs. One that is no longer good is no error, as on AWS. */
export function receiptHandle({ ReceiptHandle }: WireValue): string {
  if (typeof ReceiptHandle !== 'string' || ReceiptHandle === '') throw missingParameter('ReceiptHandle');
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(ReceiptHandle)) return ReceiptHandle;
  throw new ServiceError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${ReceiptHandle}" is not a valid receipt handle.`,
  );
}

export function missingParameter(name: string): ServiceError {
  return new ServiceError('MissingParameter', `The request must contain the parameter ${name}.`);
}
