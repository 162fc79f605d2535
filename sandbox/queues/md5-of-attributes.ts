import { createHash } from 'node:crypto';
import type { MessageAttribute } from './new-message.ts';

/**
 * What the clients compare with their own calculation. Source: SQS developer guide, "Calculating the MD5 message
 * digest for message attributes": sorted by name, each part with its length in four bytes, strings as type 1.
 */
export function md5OfAttributes(attributes: Readonly<Record<string, MessageAttribute>>): string {
  const hash = createHash('md5');
  const part = (text: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    hash.update(length).update(text);
  };
  for (const [name, { DataType, StringValue }] of Object.entries(attributes).sort(byName)) {
    part(name);
    part(DataType);
    hash.update(Buffer.from([1]));
    part(StringValue);
  }
  return hash.digest('hex');
}

function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1;
}
