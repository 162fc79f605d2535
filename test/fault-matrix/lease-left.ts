import type { Sandbox } from '../../sandbox/sandbox.ts';

/** What the lease still holds, in words; empty once it is free. */
export async function leaseLeft(sandbox: Sandbox): Promise<string> {
  const { Item = {} } = await askTable(sandbox, 'GetItem', { ConsistentRead: true });
  const left = [
    ...(Item.holder ? [`held by ${Item.holder.M.requestKey.S}`] : []),
    ...(Item.draining ? [`draining for ${Item.draining.M.requestKey.S}`] : []),
    ...(Item.queue?.L.length > 0 ? [`${Item.queue.L.length} in the old list`] : []),
    ...((await countPlaces(sandbox)) > 0 ? ['some in the queue'] : []),
  ];
  return left.join(', ');
}

async function countPlaces(sandbox: Sandbox): Promise<number> {
  const { Count = 0 } = await askTable(sandbox, 'Query', {
    Key: undefined,
    Select: 'COUNT',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'QUEUE#ACCOUNT_AND_REGION' } },
  });
  return Count;
}

/** A free lease is taken away, so that the next request makes it anew. */
export async function forgetLease(sandbox: Sandbox): Promise<void> {
  await askTable(sandbox, 'DeleteItem', {});
}

/** Which organization this is has to be asked again. */
export async function forgetOrganization(sandbox: Sandbox): Promise<void> {
  await askTable(sandbox, 'DeleteItem', { Key: { pk: { S: 'ORGANIZATION' }, sk: { S: 'ORGANIZATION' } } });
}

// biome-ignore lint/suspicious/noExplicitAny: the wire's own form of an item
async function askTable(sandbox: Sandbox, operation: string, further: object): Promise<any> {
  const answer = await sandbox.tables.answer({
    method: 'POST',
    url: '/',
    headers: {
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'content-type': 'application/x-amz-json-1.0',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
    },
    body: JSON.stringify({
      TableName: 'foliocast-dev-ledger',
      Key: { pk: { S: 'LEASE#ACCOUNT_AND_REGION' }, sk: { S: 'LEASE' } },
      ...further,
    }),
  });
  return JSON.parse(answer.body);
}
