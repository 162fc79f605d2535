import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { askTable } from '../ask-table.ts';

/** How much there is at the end of a day. */
export interface Level {
  readonly day: number;
  /** In the ledger. */
  readonly items: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly heapMegabytes: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Looks, and deletes what has expired, as DynamoDB does: within some days. */
export async function levelOf(sandbox: Sandbox, day: number): Promise<Level> {
  const { Items } = await askTable(sandbox, 'Scan', {});
  const now = sandbox.clock.now() / 1_000;
  const kinds: Record<string, number> = {};
  for (const { pk, sk, expiresAt } of Items) {
    if (Number(expiresAt?.N ?? Number.POSITIVE_INFINITY) < now)
      await askTable(sandbox, 'DeleteItem', { Key: { pk, sk } });
    else {
      const kind = /^[A-Z_]+/.exec(sk.S)?.[0] ?? sk.S;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
  }
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const items = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  return { day, items, kinds, heapMegabytes: Math.round((heapUsed + arrayBuffers) / 1e5) / 10 };
}
