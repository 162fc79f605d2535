import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { client, type ItemKey, inLedger, marshallItem, tableName, type Values } from './dynamodb.ts';

export type { ItemKey } from './dynamodb.ts';

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

/** Updates one item; answers it as it then is, or `undefined` where the condition did not hold. */
export async function updateAndRead(key: ItemKey, change: ItemUpdate): Promise<Values | undefined> {
  const command = new UpdateItemCommand({ ...updateInput(key, change), ReturnValues: 'ALL_NEW' });
  let updated: Values | undefined;
  await writes('UpdateItem', async () => {
    const { Attributes = {} } = await client.send(command);
    updated = unmarshall(Attributes);
  });
  return updated;
}

/** Updates one item whatever it was; answers what it was, or `undefined` where there was none. */
export async function updateAndReadOld(key: ItemKey, change: ItemUpdate): Promise<Values | undefined> {
  const command = new UpdateItemCommand({ ...updateInput(key, change), ReturnValues: 'ALL_OLD' });
  const { Attributes } = await inLedger('UpdateItem', () => client.send(command));
  return Attributes && unmarshall(Attributes);
}

/** Deletes one item; answers whether it was there. */
export async function deleteItem(key: ItemKey): Promise<boolean> {
  return writes('DeleteItem', () =>
    client.send(
      new DeleteItemCommand({
        TableName: tableName(),
        Key: marshallItem(key),
        ConditionExpression: 'attribute_exists(pk)',
      }),
    ),
  );
}

/** Adds one to a number of an item, and where a set is given a member to that; answers the number. */
export async function incrementItem(
  key: ItemKey,
  attribute: string,
  set?: { readonly attribute: string; readonly member: string },
): Promise<number> {
  const change = {
    update: set ? 'ADD #a :one, #s :member' : 'ADD #a :one',
    names: { '#a': attribute, ...(set && { '#s': set.attribute }) },
    values: { ':one': 1, ...(set && { ':member': new Set([set.member]) }) },
  };
  const command = new UpdateItemCommand({ ...updateInput(key, change), ReturnValues: 'UPDATED_NEW' });
  const { Attributes } = await inLedger('UpdateItem', () => client.send(command));
  return Attributes ? Number(unmarshall(Attributes)[attribute]) : 0;
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

function isConditionFailure(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'ConditionalCheckFailedException';
}
