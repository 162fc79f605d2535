import { confirmHolder, readLease } from '../../aws/ledger/lease-item.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';

/** Which turn an execution acts in. Before every write it must still be its turn. */
export interface Turn {
  readonly requestKey: string;
  /** What the waiting task was told when it was granted the lease. */
  readonly lease: { readonly fence: number; readonly grantedAt: string; readonly scope: string };
}

/** Takes up the turn: from now on the grant is not told again. @throws LeaseLost if another has the turn */
export async function confirmLease({ requestKey, lease }: Turn, now: string): Promise<void> {
  if (!(await confirmHolder(lease.scope, requestKey, lease.fence, now))) throw lost(lease.fence);
}

/** @throws LeaseLost if the lease was granted to another since, or taken away */
export async function assertHoldsLease({ requestKey, lease }: Turn): Promise<void> {
  const { holder } = await readLease(lease.scope);
  if (holder?.requestKey !== requestKey || holder.fence !== lease.fence) throw lost(lease.fence);
}

function lost(fence: number): FoliocastError {
  return new FoliocastError('LeaseLost', `The lease granted under fence ${fence} is no longer held`);
}
