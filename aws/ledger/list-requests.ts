import { ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { client, inLedger, marshallItem, tableName } from './dynamodb.ts';

/** A page of a scan reads 1 MB. */
const MOST_PAGES = 10_000;

/**
 * The latest requests that are as wanted, the newest first. No index leads there, so it reads the whole table:
 * for an operator's command only.
 * @param onPage told how many requests were read so far
 */
export async function listRequests(
  isWanted: (record: StoredRequest) => boolean,
  most: number,
  onPage: (read: number) => void,
): Promise<StoredRequest[]> {
  let latest: StoredRequest[] = [];
  let read = 0;
  let ExclusiveStartKey: ScanCommandInput['ExclusiveStartKey'];
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new ScanCommand({
      TableName: tableName(),
      FilterExpression: 'sk = :sk',
      ExpressionAttributeValues: marshallItem({ ':sk': 'REQUEST' }),
      ExclusiveStartKey,
    });
    const { Items = [], LastEvaluatedKey } = await inLedger('Scan', () => client.send(command));
    read += Items.length;
    const found = Items.map((item) => unmarshall(item) as StoredRequest).filter(isWanted);
    latest = [...latest, ...found].toSorted((a, b) => (a.acceptedAt > b.acceptedAt ? -1 : 1)).slice(0, most);
    if (!LastEvaluatedKey) break;
    onPage(read);
    ExclusiveStartKey = LastEvaluatedKey;
  }
  return latest;
}
