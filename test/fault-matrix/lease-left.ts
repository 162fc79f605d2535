import type { Sandbox } from '../../sandbox/sandbox.ts';
import { askTable } from '../ask-table.ts';

const LEASE = { Key: { pk: { S: 'LEASE#ACCOUNT_AND_REGION' }, sk: { S: 'LEASE' } } };

/** What the lease still holds, in words; empty once it is free. */
export async function leaseLeft(sandbox: Sandbox): Promise<string> {
  const { Item = {} } = await askTable(sandbox, 'GetItem', { ...LEASE, ConsistentRead: true });
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
    Select: 'COUNT',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'QUEUE#ACCOUNT_AND_REGION' } },
  });
  return Count;
}

/** A free lease is taken away, so that the next request makes it anew. */
export async function forgetLease(sandbox: Sandbox): Promise<void> {
  await askTable(sandbox, 'DeleteItem', LEASE);
}

/** Which organization this is has to be asked again. */
export async function forgetOrganization(sandbox: Sandbox): Promise<void> {
  await askTable(sandbox, 'DeleteItem', { Key: { pk: { S: 'ORGANIZATION' }, sk: { S: 'ORGANIZATION' } } });
}
