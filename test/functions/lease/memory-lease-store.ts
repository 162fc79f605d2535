import { EMPTY_LEASE, type Lease } from '../../../core/lease/lease.ts';
import type { LeaseStore } from '../../../core/lease/lease-store.ts';

/** The lease in memory, with the same conditions as the conditional writes of aws/ledger/lease-table.ts. */
export function memoryLeaseStore(): LeaseStore & { readonly leases: Map<string, Lease> } {
  const leases = new Map<string, Lease>();
  const of = (scope: string) => leases.get(scope) ?? EMPTY_LEASE;
  const change = (scope: string, isAllowed: boolean, next: () => Lease) => {
    if (isAllowed) leases.set(scope, next());
    return Promise.resolve(isAllowed);
  };
  return {
    leases,
    read: (scope) => Promise.resolve(of(scope)),
    async append(scope, entry, longestQueue) {
      const lease = of(scope);
      if (lease.queue.includes(entry) || lease.holder?.requestKey === entry) return 'ALREADY_THERE';
      if (lease.queue.length >= longestQueue) return 'FULL';
      await change(scope, true, () => ({ ...lease, queue: [...lease.queue, entry] }));
      return 'APPENDED';
    },
    grant(scope, requestKey, fence, grantedAt) {
      const { holder, draining, pausedAt, queue, ...lease } = of(scope);
      const isFree =
        !holder && !draining && !pausedAt && queue[0] === requestKey && lease.fence === fence - 1;
      return change(scope, isFree, () => ({
        fence,
        queue: queue.slice(1),
        holder: { requestKey, fence, grantedAt },
      }));
    },
    confirm(scope, requestKey, fence, at) {
      const lease = of(scope);
      const { holder } = lease;
      if (!holder || holder.requestKey !== requestKey || holder.fence !== fence)
        return Promise.resolve(false);
      return change(scope, true, () => ({
        ...lease,
        holder: { ...holder, confirmedAt: holder.confirmedAt ?? at },
      }));
    },
    release(scope, requestKey, draining) {
      const { holder, ...lease } = of(scope);
      return change(scope, holder?.requestKey === requestKey, () => ({
        ...lease,
        ...(draining && { draining }),
      }));
    },
    withdraw(scope, requestKey) {
      const lease = of(scope);
      const queue = lease.queue.filter((entry) => entry !== requestKey);
      return change(scope, queue.length < lease.queue.length, () => ({ ...lease, queue }));
    },
    pause(scope, pausedAt) {
      const lease = of(scope);
      return change(scope, lease.pausedAt === undefined, () => ({ ...lease, pausedAt }));
    },
    resume(scope) {
      const { pausedAt, ...lease } = of(scope);
      return change(scope, pausedAt !== undefined, () => lease);
    },
    endDraining(scope, { requestKey, fence }) {
      const { draining, ...lease } = of(scope);
      return change(scope, draining?.requestKey === requestKey && draining.fence === fence, () => lease);
    },
  };
}
