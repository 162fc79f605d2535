import { type Lease, type LeaseHolder, NO_LEASE } from '../../core/lease/lease.ts';
import type { LeaseStore } from '../../core/lease/lease-store.ts';
import { confirmHolder, HOLDS, keyOf, readLease } from './lease-item.ts';
import { LIST_IS_EMPTY, OLD_LIST } from './old-lease-list.ts';
import { LEASE } from './open-work.ts';
import { readPausedAt } from './pause.ts';
import { queueTable } from './queue-table.ts';
import { queueTicketTable } from './queue-ticket-table.ts';
import { getItem, IS_REPEATABLE, putNewItem, updateItem } from './table.ts';

/** The condition under which somebody may be granted. */
const FREE =
  'attribute_not_exists(holder) AND attribute_not_exists(draining) AND attribute_not_exists(pausedAt) AND fence = :before';

/** The lease in the ledger: one item for each scope, and one for each who waits. */
export const leaseTable: LeaseStore = {
  ...queueTable,
  ...queueTicketTable,

  read: readLease,
  confirm: confirmHolder,
  open: createLease,

  async grant(scope, holder) {
    if (await isPausedUnmarked(scope)) return false;
    const isFirstClass = holder.place?.startsWith('0') === true;
    // Requests that waited under version 0.1.0 come before every SHARE of the new queue.
    return updateItem(keyOf(scope), {
      update: 'SET holder = :holder, fence = :fence, lastGrantedAt = :grantedAt',
      condition: isFirstClass ? FREE : `${FREE} AND ${LIST_IS_EMPTY}`,
      ...(!isFirstClass && { names: OLD_LIST.names }),
      values: { ...grantValues(holder), ...(!isFirstClass && { ':zero': 0 }) },
      isOurs: (standing) => isHeldBy(standing, holder),
    });
  },

  async grantListed(scope, holder) {
    if (await isPausedUnmarked(scope)) return false;
    return updateItem(keyOf(scope), {
      update: 'SET holder = :holder, fence = :fence, lastGrantedAt = :grantedAt REMOVE #queue[0]',
      condition: `${FREE} AND #queue[0] = :entry`,
      names: OLD_LIST.names,
      values: { ...grantValues(holder), ':entry': holder.requestKey },
      isOurs: (standing) => isHeldBy(standing, holder),
    });
  },

  removeListed: (scope, requestKey) => OLD_LIST.remove(keyOf(scope), requestKey),

  giveBack(scope, requestKey, fence) {
    return updateItem(keyOf(scope), {
      update: 'REMOVE holder',
      condition: `${HOLDS} AND holder.fence = :fence AND attribute_not_exists(holder.confirmedAt)`,
      values: { ':entry': requestKey, ':fence': fence },
      isOurs: IS_REPEATABLE,
    });
  },

  release(scope, requestKey, fence, draining) {
    return updateItem(keyOf(scope), {
      update: draining ? 'SET draining = :draining REMOVE holder' : 'REMOVE holder',
      condition: fence === undefined ? HOLDS : `${HOLDS} AND holder.fence = :fence`,
      values: {
        ':entry': requestKey,
        ...(fence !== undefined && { ':fence': fence }),
        ...(draining && { ':draining': draining }),
      },
      isOurs: IS_REPEATABLE,
    });
  },

  async pause(scope, at) {
    await createLease(scope);
    return updateItem(keyOf(scope), {
      update: 'SET pausedAt = :now',
      condition: 'attribute_not_exists(pausedAt)',
      values: { ':now': at },
      isOurs: IS_REPEATABLE,
    });
  },

  resume(scope) {
    return updateItem(keyOf(scope), {
      update: 'REMOVE pausedAt',
      condition: 'attribute_exists(pausedAt)',
      isOurs: IS_REPEATABLE,
    });
  },

  endDraining(scope, { requestKey, fence }) {
    return updateItem(keyOf(scope), {
      update: 'REMOVE draining',
      condition: 'draining.requestKey = :entry AND draining.fence = :fence',
      values: { ':entry': requestKey, ':fence': fence },
      isOurs: IS_REPEATABLE,
    });
  },
};

/**
 * A lease that was made a moment before somebody paused may not be marked yet, or the command ended before it marked it:
 * it is here, before anybody is granted.
 */
async function isPausedUnmarked(scope: string): Promise<boolean> {
  const pausedAt = await readPausedAt();
  if (pausedAt === undefined) return false;
  await leaseTable.pause(scope, pausedAt);
  // Somebody resumed meanwhile, and found no mark to take away.
  if ((await readPausedAt()) === undefined) await leaseTable.resume(scope);
  return true;
}

/** The command that resumes always knows this scope. All others it finds in the index, which may be late. */
const ALWAYS_KNOWN = 'ACCOUNT_AND_REGION';

/** A lease that was made, and marked, a moment before somebody resumed would stay paused for ever. */
export async function resumeIfLeftPaused(scope: string, { pausedAt }: Lease): Promise<void> {
  if (scope === ALWAYS_KNOWN || pausedAt === undefined) return;
  if ((await readPausedAt()) === undefined) await leaseTable.resume(scope);
}

function isHeldBy(standing: object, { requestKey, fence }: LeaseHolder): boolean {
  const { holder } = standing as Partial<Lease>;
  return holder?.requestKey === requestKey && holder.fence === fence;
}

function grantValues(holder: LeaseHolder) {
  const { fence, grantedAt } = holder;
  return { ':holder': holder, ':fence': fence, ':before': fence - 1, ':grantedAt': grantedAt };
}

/** Makes the lease's item, with an empty list: functions of version 0.1.0 that still run append to it. */
async function createLease(scope: string): Promise<void> {
  if (await getItem(keyOf(scope))) return;
  const pausedAt = await readPausedAt();
  const lease = { ...NO_LEASE, queue: [], work: LEASE, workAt: '0', ...(pausedAt && { pausedAt }) };
  await putNewItem({ ...keyOf(scope), ...lease }, IS_REPEATABLE);
}
