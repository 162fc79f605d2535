import type { Sandbox } from '../sandbox/sandbox.ts';

const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

/** Asks the ledger's table past clock, permissions and faults: nothing in the sandbox notices. */
export async function askTable(
  { tables }: Pick<Sandbox, 'tables'>,
  operation: string,
  input: object,
  // biome-ignore lint/suspicious/noExplicitAny: the wire's own form of an item
): Promise<any> {
  const answer = await tables.answer({
    method: 'POST',
    url: '/',
    headers: { ...HEADERS, 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: JSON.stringify({ TableName: 'foliocast-dev-ledger', ...input }),
  });
  return JSON.parse(answer.body);
}
