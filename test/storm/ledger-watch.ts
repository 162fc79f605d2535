import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { broken, type Item } from './invariants.ts';

const NOTHING: Item = {};

/** Looks at every item that is written, and says which invariants the write broke. */
export interface LedgerWatch {
  readonly items: ReadonlyMap<string, Item>;
  /** To be called after each write, before anything else is done. @param body of the call */
  look(body: string): Promise<string[]>;
}

export function watchLedger(tables: () => Sandbox['tables']): LedgerWatch {
  const items = new Map<string, Item>();
  return {
    items,
    async look(body) {
      const { TableName, Key, Item: put } = JSON.parse(body);
      const key = Key ?? { pk: put.pk, sk: put.sk };
      const answer = await tables().answer({
        method: 'POST',
        url: '/',
        headers: HEADERS,
        body: JSON.stringify({ TableName, Key: key, ConsistentRead: true }),
      });
      const found = JSON.parse(answer.body).Item;
      if (!found) return [];
      const name = `${key.pk.S} ${key.sk.S}`;
      const before = items.get(name) ?? NOTHING;
      const after: Item = unmarshall(found);
      items.set(name, after);
      return broken({ before, after, ledger: items }).map((sentence) => `${sentence} (${name})`);
    },
  };
}

const HEADERS = {
  'x-amz-target': 'DynamoDB_20120810.GetItem',
  'content-type': 'application/x-amz-json-1.0',
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};
