import { ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { client, inLedger, marshallItem, tableName } from './dynamodb.ts';

/** A page of a scan reads 1 MB; beyond 10 GB somebody has to name the sender. */
const MOST_PAGES = 10_000;

/** Keys of the requests under this id, of whatever sender. Reads the whole table: for an operator's command only. */
export async function findKeysByRequestId(requestId: string): Promise<string[]> {
  const keys: string[] = [];
  let ExclusiveStartKey: ScanCommandInput['ExclusiveStartKey'];
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new ScanCommand({
      TableName: tableName(),
      FilterExpression: '#request.requestId = :id AND sk = :sk',
      ExpressionAttributeNames: { '#request': 'request' },
      ExpressionAttributeValues: marshallItem({ ':id': requestId, ':sk': 'REQUEST' }),
      ProjectionExpression: 'pk',
      ExclusiveStartKey,
    });
    const { Items = [], LastEvaluatedKey } = await inLedger('Scan', () => client.send(command));
    keys.push(...Items.map(({ pk }) => (pk?.S ?? '').replace(/^REQUEST#/, '')));
    if (!LastEvaluatedKey) return keys;
    ExclusiveStartKey = LastEvaluatedKey;
  }
  throw new Error(`The ledger is larger than ${MOST_PAGES} MB: name the sender by --account and --source`);
}
