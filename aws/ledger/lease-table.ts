import { EMPTY_LEASE, type Lease } from '../../core/lease/lease.ts';
import type { LeaseStore } from '../../core/lease/lease-store.ts';
import { LEASE } from './open-work.ts';
import { getItem, type ItemKey, putNewItem, updateItem } from './table.ts';

/** How often a withdrawal follows its place in a queue that moves under it. */
const MOST_TRIES = 20;

/** The lease in the ledger: one item for each scope, changed by conditional updates that never read first. */
export const leaseTable: LeaseStore = {
  async read(scope) {
    const item = await getItem(keyOf(scope));
    return (item as Lease | undefined) ?? EMPTY_LEASE;
  },

  async append(scope, requestKey, longestQueue) {
    const append = () =>
      updateItem(keyOf(scope), {
        update: 'SET #queue = list_append(#queue, :entries)',
        condition:
          'attribute_exists(pk) AND NOT contains(#queue, :entry) AND size(#queue) < :most AND (attribute_not_exists(holder) OR holder.requestKey <> :entry)',
        names: { '#queue': 'queue' },
        values: { ':entry': requestKey, ':entries': [requestKey], ':most': longestQueue },
      });
    if (await append()) return 'APPENDED';
    await createLease(scope);
    const lease = await leaseTable.read(scope);
    if (isThere(lease, requestKey)) return 'ALREADY_THERE';
    if (await append()) return 'APPENDED';
    return isThere(await leaseTable.read(scope), requestKey) ? 'ALREADY_THERE' : 'FULL';
  },

  grant(scope, requestKey, fence, at) {
    return updateItem(keyOf(scope), {
      update: 'SET holder = :holder, fence = :fence REMOVE #queue[0]',
      condition:
        'attribute_not_exists(holder) AND attribute_not_exists(draining) AND attribute_not_exists(pausedAt) AND #queue[0] = :entry AND fence = :before',
      names: { '#queue': 'queue' },
      values: {
        ':entry': requestKey,
        ':holder': { requestKey, fence, grantedAt: at },
        ':fence': fence,
        ':before': fence - 1,
      },
    });
  },

  confirm(scope, requestKey, fence, at) {
    return updateItem(keyOf(scope), {
      update: 'SET holder.confirmedAt = if_not_exists(holder.confirmedAt, :now)',
      condition: 'holder.requestKey = :entry AND holder.fence = :fence',
      values: { ':entry': requestKey, ':fence': fence, ':now': at },
    });
  },

  release(scope, requestKey, draining) {
    return updateItem(keyOf(scope), {
      update: draining ? 'SET draining = :draining REMOVE holder' : 'REMOVE holder',
      condition: 'holder.requestKey = :entry',
      values: { ':entry': requestKey, ...(draining && { ':draining': draining }) },
    });
  },

  async withdraw(scope, requestKey) {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const at = (await leaseTable.read(scope)).queue.indexOf(requestKey);
      if (at === -1) return false;
      const isRemoved = await updateItem(keyOf(scope), {
        update: `REMOVE #queue[${at}]`,
        condition: `#queue[${at}] = :entry`,
        names: { '#queue': 'queue' },
        values: { ':entry': requestKey },
      });
      if (isRemoved) return true;
    }
    throw new Error(`${requestKey} could not be taken out of the queue in ${MOST_TRIES} tries`);
  },

  async pause(scope, at) {
    await createLease(scope);
    return updateItem(keyOf(scope), {
      update: 'SET pausedAt = :now',
      condition: 'attribute_not_exists(pausedAt)',
      values: { ':now': at },
    });
  },

  resume(scope) {
    return updateItem(keyOf(scope), { update: 'REMOVE pausedAt', condition: 'attribute_exists(pausedAt)' });
  },

  endDraining(scope, { requestKey, fence }) {
    return updateItem(keyOf(scope), {
      update: 'REMOVE draining',
      condition: 'draining.requestKey = :entry AND draining.fence = :fence',
      values: { ':entry': requestKey, ':fence': fence },
    });
  },
};

/**
 * Remembers for leases yet to be made, one for each portfolio where that is the scope, that writes are paused.
 * @param pausedAt ISO 8601; `undefined` once they go on
 * @returns whether that is new
 */
export function keepPaused(pausedAt: string | undefined, pausedBy: string): Promise<boolean> {
  return updateItem(
    PAUSE,
    pausedAt === undefined
      ? { update: 'REMOVE pausedAt, pausedBy', condition: 'attribute_exists(pausedAt)' }
      : {
          update: 'SET pausedAt = :now, pausedBy = :by',
          condition: 'attribute_not_exists(pausedAt)',
          values: { ':now': pausedAt, ':by': pausedBy },
        },
  );
}

/** Once in the life of a scope. */
async function createLease(scope: string): Promise<void> {
  if (await getItem(keyOf(scope))) return;
  const pausedAt = (await getItem(PAUSE))?.pausedAt;
  await putNewItem({
    ...keyOf(scope),
    ...EMPTY_LEASE,
    work: LEASE,
    workAt: '0',
    ...(typeof pausedAt === 'string' && { pausedAt }),
  });
}

const PAUSE: ItemKey = { pk: 'PAUSE', sk: 'PAUSE' };

function isThere({ queue, holder }: Lease, requestKey: string): boolean {
  return queue.includes(requestKey) || holder?.requestKey === requestKey;
}

function keyOf(scope: string): ItemKey {
  return { pk: `LEASE#${scope}`, sk: 'LEASE' };
}
