import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox.ts';
import { writeShopPackage } from '../shop-package.ts';

let sandbox: Sandbox;
let tables: DynamoDBClient;
beforeAll(async () => {
  sandbox = await startSandbox({ packageDirectory: writeShopPackage() });
  tables = new DynamoDBClient({
    endpoint: sandbox.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' },
    maxAttempts: 1,
  });
});
afterAll(() => sandbox.close());

const ALL_OLD = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
const key = (id: string) => ({ id: { S: id } });

function put(id: string, by: string, further = {}) {
  const Item = { ...key(id), by: { S: by } };
  const ConditionExpression = 'attribute_not_exists(id)';
  return tables.send(new PutItemCommand({ TableName: 'orders', Item, ConditionExpression, ...further }));
}

function update(id: string, by: string, further = {}) {
  return tables.send(
    new UpdateItemCommand({
      TableName: 'orders',
      Key: key(id),
      UpdateExpression: 'SET #by = :by',
      ConditionExpression: 'attribute_exists(id) AND #by = :by',
      ExpressionAttributeNames: { '#by': 'by' },
      ExpressionAttributeValues: { ':by': { S: by } },
      ...further,
    }),
  );
}

test('a refused condition says what stands where it is asked to', async () => {
  await put('o-1', 'first');
  const standing = { ...key('o-1'), by: { S: 'first' } };

  await expect(put('o-1', 'second', ALL_OLD)).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: standing,
  });
  await expect(update('o-1', 'third', ALL_OLD)).rejects.toMatchObject({ Item: standing });
});

test('a refused condition says nothing where it is not asked to, or nothing stands', async () => {
  await put('o-2', 'first');

  const notAsked = await put('o-2', 'second').catch((error) => error);
  const notThere = await update('o-3', 'any', ALL_OLD).catch((error) => error);

  expect(notAsked).toMatchObject({ name: 'ConditionalCheckFailedException' });
  expect(notAsked.Item).toBeUndefined();
  expect(notThere.Item).toBeUndefined();
});

test('of many who write at once, each who is refused sees the one that was not', async () => {
  const writers = Array.from({ length: 20 }, (_, nth) => `writer-${nth}`);

  const ended = await Promise.allSettled(writers.map((by) => put('o-4', by, ALL_OLD)));

  const winner = writers[ended.findIndex(({ status }) => status === 'fulfilled')];
  const refusals = ended.filter((one) => one.status === 'rejected');
  expect(refusals.map(({ reason }) => reason.Item.by.S)).toEqual(Array(19).fill(winner));
});
