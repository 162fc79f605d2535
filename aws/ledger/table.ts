import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { REQUEST_HANDLER } from '../request-handler.ts';

/** Single-item conditional writes only, so that every step is safe to repeat after any crash. */
const client = new DynamoDBClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER });

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

type Values = Readonly<Record<string, unknown>>;

/** One item, read consistently, or `undefined`. */
export async function getItem(key: ItemKey): Promise<Values | undefined> {
  const command = new GetItemCommand({
    TableName: tableName(),
    Key: marshallItem(key),
    ConsistentRead: true,
  });
  const { Item } = await inLedger('GetItem', () => client.send(command));
  return Item && unmarshall(Item);
}

/** Puts the item unless one with its key is there; answers whether it did. */
export async function putNewItem(item: ItemKey & Values): Promise<boolean> {
  return writes('PutItem', () =>
    client.send(
      new PutItemCommand({
        TableName: tableName(),
        Item: marshallItem(item),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  );
}

/** Puts the item whatever was there. */
export async function putItem(item: ItemKey & Values): Promise<void> {
  await inLedger('PutItem', () =>
    client.send(new PutItemCommand({ TableName: tableName(), Item: marshallItem(item) })),
  );
}

export interface ItemUpdate {
  readonly update: string;
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Values;
}

/** Updates one item; answers whether its condition held. */
export async function updateItem(key: ItemKey, change: ItemUpdate): Promise<boolean> {
  return writes('UpdateItem', () => client.send(new UpdateItemCommand(updateInput(key, change))));
}

/** Adds one to a number of an item, and answers the sum. */
export async function incrementItem(key: ItemKey, attribute: string): Promise<number> {
  const change = { update: 'ADD #a :one', names: { '#a': attribute }, values: { ':one': 1 } };
  const command = new UpdateItemCommand({ ...updateInput(key, change), ReturnValues: 'UPDATED_NEW' });
  const { Attributes } = await inLedger('UpdateItem', () => client.send(command));
  return Attributes ? Number(unmarshall(Attributes)[attribute]) : 0;
}

/** Keys of the items in the sparse index under `work`, oldest first, whose `workAt` is not after `until`. */
export async function queryKeys(work: string, until: string, most: number): Promise<ItemKey[]> {
  const command = new QueryCommand({
    TableName: tableName(),
    IndexName: 'work',
    KeyConditionExpression: '#work = :work AND workAt <= :until',
    ExpressionAttributeNames: { '#work': 'work' },
    ExpressionAttributeValues: marshallItem({ ':work': work, ':until': until }),
    Limit: most,
  });
  const { Items = [] } = await inLedger('Query', () => client.send(command));
  return Items.map((item) => unmarshall(item) as ItemKey);
}

function updateInput(key: ItemKey, { update, condition, names, values }: ItemUpdate): UpdateItemCommandInput {
  return {
    TableName: tableName(),
    Key: marshallItem(key),
    UpdateExpression: update,
    ...(condition && { ConditionExpression: condition }),
    ...(names && { ExpressionAttributeNames: { ...names } }),
    ...(values && { ExpressionAttributeValues: marshallItem(values) }),
  };
}

async function writes(call: string, send: () => Promise<unknown>): Promise<boolean> {
  try {
    await inLedger(call, send);
    return true;
  } catch (error) {
    if (error instanceof FoliocastError && isConditionFailure(error.cause)) return false;
    throw error;
  }
}

async function inLedger<T>(call: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new FoliocastError('LedgerUnavailable', `${call} on the ledger: ${message}`, { cause });
  }
}

function isConditionFailure(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'ConditionalCheckFailedException';
}

function marshallItem(values: object) {
  return marshall(values, { removeUndefinedValues: true });
}

function tableName(): string {
  const name = process.env.LEDGER_TABLE;
  if (!name) throw new Error('LEDGER_TABLE is not set: serverless.yml gives it to every function');
  return name;
}
