import { ServiceError } from '../wire/service.ts';
import type { NewMessage } from './new-message.ts';

/** Of a message's body and attributes together; source: SQS quotas. */
export const largestMessageBytes = 1_048_576;

/** What a queue takes from nobody, whoever sends it. @throws ServiceError */
export function refuseMessage({ body, attributes = {} }: NewMessage, most: number): void {
  const bytes = Object.entries(attributes)
    .flatMap(([name, { DataType, StringValue }]) => [name, DataType, StringValue])
    .reduce((sum, text) => sum + Buffer.byteLength(text), Buffer.byteLength(body));
  if (bytes > most)
    throw new ServiceError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
  if (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(body))
    throw new ServiceError('InvalidMessageContents', 'Invalid characters found in the message body.');
}
