import type { Placement } from '../../core/vending/placement.ts';
import type { VendingRequest } from '../../core/vending/requests-for.ts';
import { getItem, type ItemKey, putNewItem, updateItem } from './table.ts';

/** A placement with what became of it; `version` grows with each write. */
export interface PlacementRecord extends Placement {
  readonly version: number;
  /** Ids of all requests of this stay. */
  readonly requestIds: readonly string[];
  /** Requests that are decided on and not known to be on the bus yet. */
  readonly pending: readonly VendingRequest[];
}

export async function findPlacement(accountId: string): Promise<PlacementRecord | undefined> {
  const item = await getItem(keyOf(accountId));
  if (!item) return undefined;
  const { pk: _, sk: __, ...record } = item;
  return record as unknown as PlacementRecord;
}

/** Writes the placement that follows `standing`; answers false where somebody else wrote meanwhile. */
export function recordPlacement(
  standing: PlacementRecord | undefined,
  { version: _, ...next }: PlacementRecord,
): Promise<boolean> {
  if (!standing) return putNewItem({ ...keyOf(next.accountId), ...next, version: 1 });
  const entries = Object.entries(next).filter(([, value]) => value !== undefined);
  return updateItem(keyOf(next.accountId), {
    update: `SET #version = :next, ${entries.map((_entry, i) => `#n${i} = :v${i}`).join(', ')}`,
    condition: '#version = :version',
    names: {
      '#version': 'version',
      ...Object.fromEntries(entries.map(([name], i) => [`#n${i}`, name])),
    },
    values: {
      ':version': standing.version,
      ':next': standing.version + 1,
      ...Object.fromEntries(entries.map(([, value], i) => [`:v${i}`, value])),
    },
  });
}

/** The pending requests are on the bus. Putting them twice would be harmless: their ids are theirs. */
export async function recordPut({ accountId, version }: PlacementRecord): Promise<void> {
  await updateItem(keyOf(accountId), {
    update: 'SET pending = :none',
    condition: '#version = :version',
    names: { '#version': 'version' },
    values: { ':none': [], ':version': version },
  });
}

function keyOf(accountId: string): ItemKey {
  return { pk: `ACCOUNT#${accountId}`, sk: 'PLACEMENT' };
}
