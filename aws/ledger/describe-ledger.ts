import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { client, tableName } from './dynamodb.ts';

export interface LedgerPlace {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** Where the ledger is, by its ARN. Errors of AWS are thrown as they are: the commands explain them. */
export async function describeLedger(): Promise<LedgerPlace> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName() }));
  const [, partition = '', , region = '', accountId = ''] = (Table?.TableArn ?? '').split(':');
  return { partition, region, accountId };
}
