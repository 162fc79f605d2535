import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox.ts';
import { writeShopPackage } from '../shop-package.ts';

const READS = 3_000;

test('what is read leaves nothing behind, however often', async () => {
  const sandbox = await startSandbox({ packageDirectory: writeShopPackage() });
  await call(sandbox, 'PutItem', { TableName: 'orders', Item: { id: { S: 'o-1' } } });
  await readOften(sandbox, 200);
  const before = arrayBuffers();

  await readOften(sandbox, READS);

  expect(arrayBuffers() - before).toBeLessThan(350_000);
  await sandbox.close();
}, 60_000);

async function readOften(sandbox: Sandbox, times: number): Promise<void> {
  const query = {
    TableName: 'orders',
    KeyConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': { S: 'o-1' } },
  };
  for (let nth = 0; nth < times; nth++) {
    const { statusCode, body } = await call(sandbox, 'Query', query);
    if (statusCode !== 200) throw new Error(body);
  }
}

function call({ tables }: Sandbox, operation: string, input: object) {
  const headers = {
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'content-type': 'application/x-amz-json-1.0',
    authorization:
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    'x-amz-date': '20260101T000000Z',
  };
  return tables.answer({ method: 'POST', url: '/', headers, body: JSON.stringify(input) });
}

function arrayBuffers(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().arrayBuffers;
}
