import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
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

/** Nobody new is granted, as after `npm run pause`; answers how to go on. */
export async function pauseLease(sandbox: Sandbox): Promise<() => Promise<void>> {
  const change = (UpdateExpression: string, values?: Record<string, AttributeValue>) =>
    clientOf(sandbox).send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression,
        ...(values && { ExpressionAttributeValues: values }),
      }),
    );
  await change('SET pausedAt = :now', { ':now': { S: 'now' } });
  return async () => void (await change('REMOVE pausedAt'));
}

/** How many places the queue has. */
export async function countWaiting(sandbox: Sandbox): Promise<number> {
  const { Count = 0 } = await clientOf(sandbox).send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'QUEUE#ACCOUNT_AND_REGION' } },
    }),
  );
  return Count;
}

/** As an older version left the ledger, which did not write them. */
export async function forgetItems(sandbox: Sandbox, pk: string): Promise<void> {
  const client = clientOf(sandbox);
  const values = { ':pk': { S: pk } };
  const { Items = [] } = await client.send(
    new QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: values }),
  );
  for (const { pk: partition, sk } of Items) {
    if (partition && sk) await client.send(new DeleteItemCommand({ TableName, Key: { pk: partition, sk } }));
  }
}

/** What is wanted of the share cannot be kept any more, as only a defect would have it; answers how to mend that. */
export async function breakShare(
  sandbox: Sandbox,
  portfolioId: string,
  node: string,
): Promise<() => Promise<void>> {
  const client = clientOf(sandbox);
  const Key = { pk: { S: `PORTFOLIO#${portfolioId}` }, sk: { S: `SHARE#${node}` } };
  const change = async (UpdateExpression: string, values?: Record<string, AttributeValue>) =>
    void (await client.send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression,
        ...(values && { ExpressionAttributeValues: values }),
      }),
    ));
  await change('SET generation = :broken', { ':broken': { S: 'broken' } });
  return () => change('REMOVE generation');
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

/** The lease of a portfolio that was made a moment before somebody resumed: a sweep ends its pause. */
export async function putPausedLease(sandbox: Sandbox, portfolioId: string): Promise<void> {
  const paused = { fence: { N: '0' }, pausedAt: { S: new Date().toISOString() } };
  const Item = {
    pk: { S: `LEASE#${portfolioId}` },
    sk: { S: 'LEASE' },
    work: { S: 'LEASE' },
    workAt: { S: '0' },
    ...paused,
  };
  await clientOf(sandbox).send(new PutItemCommand({ TableName, Item }));
}
