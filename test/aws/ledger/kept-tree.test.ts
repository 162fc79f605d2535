import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { startLedger } from './start-ledger.ts';

let sandbox: Sandbox;
let tree: typeof import('../../../aws/ledger/kept-tree.ts');
let table: typeof import('../../../aws/ledger/table.ts');
/** Done before the next part of a tree is written. */
let meanwhile: (() => Promise<unknown>) | undefined;
beforeAll(async () => {
  sandbox = await startLedger({
    async interceptCall({ operation, body }, perform) {
      if (operation !== 'UpdateItem' || !body.includes('TREE#')) return perform();
      const first = meanwhile;
      meanwhile = undefined;
      await first?.();
      return perform();
    },
  });
  tree = await import('../../../aws/ledger/kept-tree.ts');
  table = await import('../../../aws/ledger/table.ts');
});
afterAll(() => sandbox.close());

const readingOf = (hour: number, accountId: string) => ({
  readAt: `2026-11-27T0${hour}:00:00.000Z`,
  accounts: [{ accountId, isActive: true, above: ['ou-ab12-cdef3456'] }],
});

test('of two readings at once the newer is kept, whole', async () => {
  await tree.keepTree(readingOf(1, '111111111111'));
  const newer = readingOf(3, '333333333333');
  meanwhile = () => tree.keepTree(newer);

  const isOlderKept = await tree.keepTree(readingOf(2, '222222222222'));

  expect(isOlderKept).toBe(false);
  expect(await tree.findTree()).toEqual(newer);
});

test('a reading that comes late leaves the parts of a newer one that is not complete', async () => {
  const { place } = (await table.getItem({ pk: 'ORGANIZATION', sk: 'TREE' })) as { place: string };
  const part = { pk: 'ORGANIZATION', sk: `TREE#${place === 'A' ? 'B' : 'A'}#0` };
  await table.putItem({ ...part, readAt: '2026-11-27T05:00:00.000Z', groups: [] });

  expect(await tree.keepTree(readingOf(4, '444444444444'))).toBe(false);
  expect(await table.getItem(part)).toMatchObject({ readAt: '2026-11-27T05:00:00.000Z' });
});
