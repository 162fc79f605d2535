import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { askToTakeLease } from '../../aws/ledger/operator-wishes.ts';
import type { Lease } from '../../core/lease/lease.ts';
import { leaseScopes } from './lease-scopes.ts';
import type { OperatorFlags } from './read-operator-flags.ts';

/** Takes the lease from who holds it, or ends a draining. The sweeper then lets the next request on. */
export async function takeLease({ by }: OperatorFlags): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const scope of await leaseScopes()) lines.push(...(await release(scope, by)));
  if (lines.length === 0) return ['Nobody holds a lease and none drains: nothing was released.'];
  return [...lines, 'Next: npm run queue, in a minute, to see who has the next turn.'];
}

async function release(scope: string, by: string): Promise<string[]> {
  const { holder, draining }: Lease = await leaseTable.read(scope);
  if (holder) {
    await askToTakeLease(holder.requestKey, by);
    return [
      `${holder.requestKey} holds ${scope} since ${holder.grantedAt}: the sweeper takes it away within a minute.`,
      'Its outcome is decided from what was done; nothing more is written for it, whatever its execution does.',
      'If its share may still be running, the lease then drains: run this again to end that too.',
    ];
  }
  if (!draining) return [];
  await leaseTable.endDraining(scope, draining);
  return [
    `${scope} waited since ${draining.since} for a share of ${draining.requestKey} that may still be running. It waits no more.`,
    'If that share does run, Service Catalog refuses the next one for so long (InvalidState), which is retried.',
  ];
}
