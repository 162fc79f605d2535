import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { client, inLedger, tableName } from './dynamodb.ts';

/** How long turns took, in seconds, of the requests on one page of the table: a sample, since its order is by hash. */
export async function sampleDurations(): Promise<number[]> {
  const command = new ScanCommand({
    TableName: tableName(),
    FilterExpression: 'attribute_exists(outcome) AND attribute_exists(grantedAt)',
    ProjectionExpression: 'outcome.detail.timing.ranSeconds',
  });
  const { Items = [] } = await inLedger('Scan', () => client.send(command));
  return Items.flatMap((item) => {
    const { outcome } = unmarshall(item) as { outcome?: { detail: { timing: { ranSeconds: number } } } };
    return outcome ? [outcome.detail.timing.ranSeconds] : [];
  });
}
