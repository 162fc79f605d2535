import { expect, test } from 'vitest';
import { startSandbox } from '../../sandbox.ts';
import { writeShopPackage } from '../shop-package.ts';

test('the first call finds the table ready, however late the timers of a busy machine are', async () => {
  const late = globalThis.setTimeout;
  // As on a busy machine: what dynalite arms for at once comes after 50 ms.
  const busy = (run: () => void, ms = 0) => late(run, Math.max(50, ms));
  globalThis.setTimeout = busy as typeof setTimeout;

  const sandbox = await startSandbox({ packageDirectory: writeShopPackage(), seed: 1 });
  globalThis.setTimeout = late;
  const { statusCode, body } = await sandbox.tables.answer({
    method: 'POST',
    url: '/',
    headers: {
      'x-amz-target': 'DynamoDB_20120810.PutItem',
      'content-type': 'application/x-amz-json-1.0',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
    },
    body: JSON.stringify({ TableName: 'orders', Item: { id: { S: 'o-1' } } }),
  });
  await sandbox.close();

  expect(statusCode, body).toBe(200);
});
