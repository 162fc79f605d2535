import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { askTable } from '../ask-table.ts';
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
      const asked = { TableName, Key: key, ConsistentRead: true };
      const { Item: found } = await askTable({ tables: tables() }, 'GetItem', asked);
      if (!found) return [];
      const name = `${key.pk.S} ${key.sk.S}`;
      const before = items.get(name) ?? NOTHING;
      const after: Item = unmarshall(found);
      items.set(name, after);
      return broken({ before, after, ledger: items }).map((sentence) => `${sentence} (${name})`);
    },
  };
}
