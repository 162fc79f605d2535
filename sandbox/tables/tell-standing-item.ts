import { crc32 } from 'node:zlib';
import { isObject, type JsonObject } from '../template/read-template.ts';
import type { WireRequest } from '../wire/message.ts';
import type { TableAnswer } from './table-answer.ts';

type Answer = (request: WireRequest) => Promise<TableAnswer>;

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];

/**
 * Answers a refused condition with the item that stands, where the request asks for it
 * (`ReturnValuesOnConditionCheckFailure`, which dynalite ignores). As in DynamoDB, nobody writes between the check
 * and that reading: writes to one table go one after another here.
 */
export function tellingStandingItem(
  answer: Answer,
  keyNames: ReadonlyMap<string, readonly string[]>,
): Answer {
  const last = new Map<string, Promise<unknown>>();
  return (request) => {
    const operation = operationOf(request);
    const body = WRITES.includes(operation) ? parse(request.body) : undefined;
    if (!body) return answer(request);
    const table = String(body.TableName ?? '');
    const answered = (last.get(table) ?? Promise.resolve()).then(async () => {
      const given = await answer(request);
      const isAskedFor = body.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
      return isAskedFor && isRefused(given) ? withStandingItem(given, body, request) : given;
    });
    last.set(
      table,
      answered.catch(() => undefined),
    );
    return answered;
  };

  async function withStandingItem(
    given: TableAnswer,
    { TableName, Key, Item }: JsonObject,
    request: WireRequest,
  ): Promise<TableAnswer> {
    const names = keyNames.get(String(TableName)) ?? [];
    const key = isObject(Key) ? Key : Object.fromEntries(names.map((name) => [name, asObject(Item)[name]]));
    const found = await answer({
      ...request,
      headers: { ...request.headers, 'x-amz-target': 'DynamoDB_20120810.GetItem' },
      body: JSON.stringify({ TableName, Key: key, ConsistentRead: true }),
    });
    const standing = parse(found.body)?.Item;
    if (standing === undefined) return given;
    const body = JSON.stringify({ ...parse(given.body), Item: standing });
    return { ...given, headers: { ...given.headers, 'x-amz-crc32': String(crc32(body)) }, body };
  }
}

function operationOf({ headers }: WireRequest): string {
  return String(headers['x-amz-target'] ?? '').replace(/^.*\./, '');
}

function isRefused({ statusCode, body }: TableAnswer): boolean {
  return statusCode === 400 && body.includes('ConditionalCheckFailedException');
}

/** What is no JSON is dynalite's to refuse. */
function parse(body: Buffer | string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
