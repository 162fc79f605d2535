import type { Placement } from '../../core/vending/placement.ts';
import type { VendingRequest } from '../../core/vending/requests-for.ts';
import { getItem, IS_REPEATABLE, type IsOurs, type ItemKey, putNewItem, updateItem } from './table.ts';

/** A placement with what became of it; `version` grows with each write. */
export interface PlacementRecord extends Placement {
  readonly version: number;
  /** Ids of all requests of this stay. */
  readonly requestIds: readonly string[];
  /** Requests that are decided on and not known to be on the bus yet, by their ids. */
  readonly pending: Readonly<Record<string, VendingRequest>>;
  /** ISO 8601: a request pending for longer was left behind by a function that died. */
  readonly decidedAt: string;
}

export async function findPlacement(accountId: string): Promise<PlacementRecord | undefined> {
  const item = await getItem(keyOf(accountId));
  if (!item) return undefined;
  const { pk: _, sk: __, ...record } = item;
  return record as unknown as PlacementRecord;
}

/**
 * Writes the placement that follows `standing`, and adds `pending` to what is pending there; answers false
 * where somebody else wrote meanwhile.
 */
export async function recordPlacement(
  standing: PlacementRecord | undefined,
  { version, pending, ...next }: PlacementRecord,
): Promise<boolean> {
  const lastEventId = next.eventIds.at(-1);
  const isOurs: IsOurs = (found) =>
    found.version === version && (found as unknown as PlacementRecord).eventIds.at(-1) === lastEventId;
  if (!standing) {
    return (await putNewItem({ ...keyOf(next.accountId), ...next, pending, version }, isOurs)).isDone;
  }
  const entries = Object.entries(next).filter(([, value]) => value !== undefined);
  const added = Object.entries(pending);
  const sets = [
    ...entries.map((_entry, i) => `#n${i} = :v${i}`),
    ...added.map((_entry, i) => `pending.#p${i} = :p${i}`),
  ];
  return updateItem(keyOf(next.accountId), {
    update: `SET #version = :next, ${sets.join(', ')}`,
    condition: '#version = :version',
    names: {
      '#version': 'version',
      ...Object.fromEntries(entries.map(([name], i) => [`#n${i}`, name])),
      ...Object.fromEntries(added.map(([requestId], i) => [`#p${i}`, requestId])),
    },
    values: {
      ':version': standing.version,
      ':next': version,
      ...Object.fromEntries(entries.map(([, value], i) => [`:v${i}`, value])),
      ...Object.fromEntries(added.map(([, request], i) => [`:p${i}`, request])),
    },
    isOurs,
  });
}

/** Marks that a pending request is on the bus. Putting it twice would be harmless: it has the same id. */
export async function recordPut(accountId: string, requestId: string): Promise<void> {
  await updateItem(keyOf(accountId), {
    update: 'REMOVE pending.#request',
    condition: 'attribute_exists(pending)',
    names: { '#request': requestId },
    isOurs: IS_REPEATABLE,
  });
}

function keyOf(accountId: string): ItemKey {
  return { pk: `ACCOUNT#${accountId}`, sk: 'PLACEMENT' };
}
