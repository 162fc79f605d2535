import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { AccountLimits } from '../limits/account-limits.ts';
import { isObject } from '../template/read-template.ts';
import type { WireRequest } from '../wire/message.ts';
import type { TableAnswer } from './table-answer.ts';

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];
const READS = ['GetItem', 'Query'];

/**
 * What one item can take in a second, by the capacity that dynalite says each call consumed. A second is a window
 * and not AWS's bucket, which saves up to five minutes of what was not used: so this is never kinder.
 */
export function limitThroughput(
  answer: (request: WireRequest) => Promise<TableAnswer>,
  clock: VirtualClock,
  { itemWritesPerSecond, itemReadsPerSecond }: AccountLimits,
): (request: WireRequest) => Promise<TableAnswer> {
  if (itemWritesPerSecond === undefined && itemReadsPerSecond === undefined) return answer;
  const used = new Map<string, { second: number; units: number }>();
  return async (request) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const kind = WRITES.includes(operation) ? 'WRITE' : READS.includes(operation) ? 'READ' : undefined;
    const most = kind === 'WRITE' ? itemWritesPerSecond : itemReadsPerSecond;
    const input: unknown = parse(request.body.toString());
    if (kind === undefined || most === undefined || !isObject(input)) return answer(request);
    const key = `${kind} ${itemOf(input)}`;
    const second = Math.floor(clock.now() / 1000);
    const before = used.get(key);
    const units = before?.second === second ? before.units : 0;
    if (units >= most) return throttled(operation);
    const asking = { ...input, ReturnConsumedCapacity: 'TOTAL' };
    const answered = await answer({ ...request, body: Buffer.from(JSON.stringify(asking)) });
    const output: unknown = parse(answered.body);
    const consumed = isObject(output) && isObject(output.ConsumedCapacity) ? output.ConsumedCapacity : {};
    // A write that its condition refuses consumes as well.
    used.set(key, { second, units: units + Number(consumed.CapacityUnits ?? 1) });
    if (used.size > MOST_REMEMBERED) used.clear();
    if (!isObject(output) || input.ReturnConsumedCapacity !== undefined) return answered;
    const { ConsumedCapacity: _, ...rest } = output;
    return { ...answered, body: JSON.stringify(rest), headers: withoutChecksum(answered.headers) };
  };
}

const MOST_REMEMBERED = 10_000;

/** The key of the item, or of the partition that a query reads. */
function itemOf(input: Readonly<Record<string, unknown>>): string {
  const { TableName, Key, Item, IndexName, ExpressionAttributeValues } = input;
  const of = Key ?? (isObject(Item) ? { pk: Item.pk, sk: Item.sk } : ExpressionAttributeValues);
  return JSON.stringify([TableName, IndexName, of]);
}

function withoutChecksum(headers: TableAnswer['headers']): TableAnswer['headers'] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(x-amz-crc32|content-length)$/i.test(name)),
  );
}

function throttled(operation: string): TableAnswer {
  const message = `Throughput exceeds the current capacity of your table or index (${operation} of one item).`;
  return {
    statusCode: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ __type: 'com.amazon.coral.availability#ThrottlingException', message }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
