import { type Lease, NO_LEASE } from '../../core/lease/lease.ts';
import { getItem, IS_REPEATABLE, type ItemKey, updateItem } from './table.ts';

/** The condition under which `:entry` has the turn. */
export const HOLDS = 'holder.requestKey = :entry';

/**
 * The two accesses of those who have a turn, by LeaseStore's contract. They stand apart from leaseTable: a role may
 * reach the kinds of items that its bundle names, and these name nothing of the queue.
 */
export async function readLease(scope: string): Promise<Lease> {
  const item = await getItem(keyOf(scope));
  return (item as Lease | undefined) ?? NO_LEASE;
}

export function confirmHolder(
  scope: string,
  requestKey: string,
  fence: number,
  at: string,
): Promise<boolean> {
  return updateItem(keyOf(scope), {
    update: 'SET holder.confirmedAt = if_not_exists(holder.confirmedAt, :now)',
    condition: `${HOLDS} AND holder.fence = :fence`,
    values: { ':entry': requestKey, ':fence': fence, ':now': at },
    isOurs: IS_REPEATABLE,
  });
}

export function keyOf(scope: string): ItemKey {
  return { pk: `LEASE#${scope}`, sk: 'LEASE' };
}
