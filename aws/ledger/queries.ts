import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { client, type ItemKey, inLedger, marshallItem, tableName, type Values } from './dynamodb.ts';
import { isExpired } from './expiry.ts';

/** A page of a query holds 1 MB. */
const MOST_PAGES = 1_000;
/** What is read of each follows: as many calls at once. */
const KEYS_AT_A_TIME = 25;

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

/** Keys of all items in the sparse index under `work`, in the order of `workAt`. */
export async function listKeys(work: string): Promise<ItemKey[]> {
  const query = {
    IndexName: 'work',
    KeyConditionExpression: '#work = :work',
    ExpressionAttributeNames: { '#work': 'work' },
    ExpressionAttributeValues: marshallItem({ ':work': work }),
  };
  return (await queryAll(query)) as unknown as ItemKey[];
}

/** Keys of the items in the sparse index under `work`, the last `workAt` first, some at a time. */
export async function* latestKeys(work: string): AsyncGenerator<ItemKey[]> {
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const command = new QueryCommand({
      TableName: tableName(),
      IndexName: 'work',
      KeyConditionExpression: '#work = :work',
      ExpressionAttributeNames: { '#work': 'work' },
      ExpressionAttributeValues: marshallItem({ ':work': work }),
      ScanIndexForward: false,
      Limit: KEYS_AT_A_TIME,
      ExclusiveStartKey,
    });
    const { Items = [], LastEvaluatedKey } = await inLedger('Query', () => client.send(command));
    yield Items.map((item) => unmarshall(item) as ItemKey);
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

/** All items of a partition whose sort key begins so, in its order; read consistently. */
export async function queryPartition(pk: string, prefix: string): Promise<(ItemKey & Values)[]> {
  const query = {
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: marshallItem({ ':pk': pk, ':prefix': prefix }),
  };
  return (await queryAll(query)) as unknown as (ItemKey & Values)[];
}

/** Keys of the first items of a partition, in its order; read consistently. */
export async function queryFirstKeys(pk: string, most: number): Promise<ItemKey[]> {
  const command = new QueryCommand({ TableName: tableName(), ...wholePartition(pk), Limit: most });
  const { Items = [] } = await inLedger('Query', () => client.send(command));
  return Items.map((item) => unmarshall(item) as ItemKey);
}

/** How many items a partition has. Reads them all: 4 KB a unit. */
export async function countPartition(pk: string): Promise<number> {
  let counted = 0;
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = {
      TableName: tableName(),
      ...wholePartition(pk),
      Select: 'COUNT',
      ExclusiveStartKey,
    } as const;
    const { Count = 0, LastEvaluatedKey } = await inLedger('Query', () =>
      client.send(new QueryCommand(query)),
    );
    counted += Count;
    if (!LastEvaluatedKey) return counted;
    ExclusiveStartKey = LastEvaluatedKey;
  }
  throw new Error(`A query of the ledger did not end after ${MOST_PAGES} pages of 1 MB`);
}

function wholePartition(pk: string) {
  return {
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: marshallItem({ ':pk': pk }),
  };
}

async function queryAll(query: Omit<QueryCommandInput, 'TableName'>): Promise<Values[]> {
  const items: Values[] = [];
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new QueryCommand({ TableName: tableName(), ...query, ExclusiveStartKey });
    const { Items = [], LastEvaluatedKey } = await inLedger('Query', () => client.send(command));
    items.push(...Items.map((item) => unmarshall(item)).filter((item) => !isExpired(item)));
    if (!LastEvaluatedKey) return items;
    ExclusiveStartKey = LastEvaluatedKey;
  }
  throw new Error(`A query of the ledger did not end after ${MOST_PAGES} pages of 1 MB`);
}
