import {
  type ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { client, type ItemKey, inLedger, marshallItem, tableName, type Values } from './dynamodb.ts';
import { isExpired, nowSeconds } from './expiry.ts';

export type { ItemKey } from './dynamodb.ts';

/** One item, read consistently, or `undefined`. */
export async function getItem(key: ItemKey): Promise<Values | undefined> {
  const command = new GetItemCommand({
    TableName: tableName(),
    Key: marshallItem(key),
    ConsistentRead: true,
  });
  const { Item } = await inLedger('GetItem', () => client.send(command));
  const item = Item && unmarshall(Item);
  return item && !isExpired(item) ? item : undefined;
}

/**
 * What became of a conditional write, with the item after it if that was asked for. If it was refused, `standing` is the
 * item at that moment: DynamoDB reads it in the same step, so nobody can have come in between.
 */
export type Written =
  | { readonly isDone: true; readonly item?: Values }
  | { readonly isDone: false; readonly standing: Values | undefined };

/**
 * Whether this very write has left the item as it is: its answer was lost, the SDK tried again by itself, and was
 * refused because of its own first attempt (docs/adr/0016).
 */
export type IsOurs = (standing: Values) => boolean;

/** For a write that leaves its own condition true and so never refuses itself, or whose answer nobody uses. */
export const IS_REPEATABLE: IsOurs = () => false;

/** Puts the item unless one with its key is there that has not expired. */
export function putNewItem(item: ItemKey & Values, isOurs: IsOurs): Promise<Written> {
  return putItemIf(item, {
    condition: 'attribute_not_exists(pk) OR expiresAt <= :now',
    values: { ':now': nowSeconds() },
    isOurs,
  });
}

/** Puts the item if its condition holds for what is there. */
export function putItemIf(
  item: ItemKey & Values,
  {
    condition,
    values,
    isOurs,
  }: { readonly condition: string; readonly values: Values; readonly isOurs: IsOurs },
): Promise<Written> {
  const input = {
    TableName: tableName(),
    Item: marshallItem(item),
    ConditionExpression: condition,
    ExpressionAttributeValues: marshallItem(values),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  return writes('PutItem', isOurs, async () => void (await client.send(new PutItemCommand(input))));
}

/** Puts the item whatever was there. */
export async function putItem(item: ItemKey & Values): Promise<void> {
  await inLedger('PutItem', () =>
    client.send(new PutItemCommand({ TableName: tableName(), Item: marshallItem(item) })),
  );
}

export type ItemUpdate = {
  readonly update: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Values;
} & (
  | { readonly condition: string; readonly isOurs: IsOurs }
  | { readonly condition?: undefined; readonly isOurs?: undefined }
);

/** Updates one item; reads it back in the same step where `ReturnValues` says so. */
export function writeItem(
  key: ItemKey,
  change: ItemUpdate,
  ReturnValues: 'NONE' | 'ALL_NEW' = 'NONE',
): Promise<Written> {
  const command = new UpdateItemCommand({ ...updateInput(key, change), ReturnValues });
  return writes('UpdateItem', change.isOurs ?? IS_REPEATABLE, async () => {
    const { Attributes } = await client.send(command);
    return Attributes && unmarshall(Attributes);
  });
}

/** Updates one item. @returns whether its condition held, for this attempt or an earlier one of the same write */
export async function updateItem(key: ItemKey, change: ItemUpdate): Promise<boolean> {
  return (await writeItem(key, change)).isDone;
}

/** Updates one item; answers it as it then is, or `undefined` where its condition did not hold. */
export async function updateAndRead(key: ItemKey, change: ItemUpdate): Promise<Values | undefined> {
  const written = await writeItem(key, change, 'ALL_NEW');
  return written.isDone ? written.item : undefined;
}

/** Updates one item whatever it was; answers what it was, or `undefined` where there was none. */
export async function updateAndReadOld(key: ItemKey, change: ItemUpdate): Promise<Values | undefined> {
  const command = new UpdateItemCommand({ ...updateInput(key, change), ReturnValues: 'ALL_OLD' });
  const { Attributes } = await inLedger('UpdateItem', () => client.send(command));
  return Attributes && unmarshall(Attributes);
}

/** Deletes one item; answers whether it was there. */
export async function deleteItem(key: ItemKey): Promise<boolean> {
  const input = {
    TableName: tableName(),
    Key: marshallItem(key),
    ConditionExpression: 'attribute_exists(pk)',
  };
  const written = await writes('DeleteItem', IS_REPEATABLE, async () => {
    await client.send(new DeleteItemCommand(input));
    return undefined;
  });
  return written.isDone;
}

/** Adds one to a number of an item; answers the number. */
export async function incrementItem(key: ItemKey, attribute: string): Promise<number> {
  const change = { update: 'ADD #a :one', names: { '#a': attribute }, values: { ':one': 1 } };
  const command = new UpdateItemCommand({ ...updateInput(key, change), ReturnValues: 'UPDATED_NEW' });
  const { Attributes } = await inLedger('UpdateItem', () => client.send(command));
  return Attributes ? Number(unmarshall(Attributes)[attribute]) : 0;
}

function updateInput(key: ItemKey, { update, condition, names, values }: ItemUpdate): UpdateItemCommandInput {
  return {
    TableName: tableName(),
    Key: marshallItem(key),
    UpdateExpression: update,
    ...(condition && {
      ConditionExpression: condition,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
    ...(names && { ExpressionAttributeNames: { ...names } }),
    ...(values && { ExpressionAttributeValues: marshallItem(values) }),
  };
}

async function writes(
  call: string,
  isOurs: IsOurs,
  send: () => Promise<Values | undefined>,
): Promise<Written> {
  try {
    const item = await inLedger(call, send);
    return { isDone: true, ...(item && { item }) };
  } catch (error) {
    const cause = error instanceof FoliocastError ? error.cause : undefined;
    if (!isConditionFailure(cause)) throw error;
    const standing = cause.Item && unmarshall(cause.Item);
    return standing && isOurs(standing) ? { isDone: true, item: standing } : { isDone: false, standing };
  }
}

function isConditionFailure(cause: unknown): cause is ConditionalCheckFailedException {
  return cause instanceof Error && cause.name === 'ConditionalCheckFailedException';
}
