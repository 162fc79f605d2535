import type { Lease } from '../../core/lease/lease.ts';
import type { LeaseStore } from '../../core/lease/lease-store.ts';

/** Tells a waiting execution that its turn has come; safe to repeat, and free to fail where nobody listens. */
export type Wake = (requestKey: string, fence: number, grantedAt: string) => Promise<void>;

/**
 * Grants the lease to the first of the queue if nobody holds it, and tells the holder until it confirms.
 * Idempotent: anybody may call it at any time. The grant is recorded first and told after, so that a crash
 * in between is mended by the next call.
 */
export async function advanceLease(store: LeaseStore, scope: string, now: string, wake: Wake): Promise<void> {
  const lease = await store.read(scope);
  const next = grantable(lease);
  if (next !== undefined) {
    await store.grant(scope, next, lease.fence + 1, now);
  }
  const { holder } = next === undefined ? lease : await store.read(scope);
  if (holder && !holder.confirmedAt) await wake(holder.requestKey, holder.fence, holder.grantedAt);
}

function grantable({ holder, draining, pausedAt, queue }: Lease): string | undefined {
  return holder || draining || pausedAt ? undefined : queue[0];
}
