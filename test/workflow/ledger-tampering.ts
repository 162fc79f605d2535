import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Service } from './start-service.ts';

const TableName = 'foliocast-dev-ledger';

function clientOf({ endpoint }: Sandbox): DynamoDBClient {
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'test' };
  return new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
}

const Key = { pk: { S: 'LEASE#ACCOUNT_AND_REGION' }, sk: { S: 'LEASE' } };

/** The lease's item as DynamoDB has it. */
export async function leaseOf(sandbox: Sandbox): Promise<Record<string, AttributeValue>> {
  const { Item } = await clientOf(sandbox).send(new GetItemCommand({ TableName, Key }));
  if (!Item) throw new Error('There is no lease yet');
  return Item;
}

/** Fills the lease's queue with requests that nobody made, and pauses it; answers how to undo that. */
export async function fillQueue(sandbox: Sandbox): Promise<() => Promise<void>> {
  const client = clientOf(sandbox);
  const { Item } = await client.send(new GetItemCommand({ TableName, Key }));
  const queue = { L: Array.from({ length: 5_000 }, (_, index) => ({ S: `req-${index}` })) };
  const fence = Item?.fence ?? { N: '0' };
  await client.send(
    new PutItemCommand({ TableName, Item: { ...Key, fence, queue, pausedAt: { S: 'now' } } }),
  );
  return async () => {
    await client.send(new PutItemCommand({ TableName, Item: { ...Item, ...Key, fence, queue: { L: [] } } }));
  };
}

/** Takes the share's token out of the ledger when the execution enters a state, as only a defect would. */
export async function breakLedger(
  { sandbox, until }: Service,
  requestId: string,
  atState: string,
): Promise<void> {
  await until(`${atState} of ${requestId}`, () => {
    const execution = sandbox.executions().find(({ input }) => input.includes(`"${requestId}"`));
    return execution?.history.some((event) => JSON.stringify(event).includes(`"name":"${atState}"`));
  });
  const client = clientOf(sandbox);
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  const item = Items.find((candidate) => candidate.request?.M?.requestId?.S === requestId);
  if (!item?.pk || !item.sk) throw new Error(`The ledger does not hold ${requestId}`);
  const Key = { pk: item.pk, sk: item.sk };
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: 'REMOVE #share',
      ExpressionAttributeNames: { '#share': 'share' },
    }),
  );
}
