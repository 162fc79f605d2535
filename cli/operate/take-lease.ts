import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { askToTakeLease } from '../../aws/ledger/operator-wishes.ts';
import type { Lease } from '../../core/lease/lease.ts';
import { Refusal } from '../../sandbox/wire/refusal.ts';
import { leaseScopes } from './lease-scopes.ts';
import type { OperatorFlags } from './read-operator-flags.ts';

/**
 * Takes the lease from who holds it, or ends a draining. The sweeper then lets the next request on. With one lease
 * for each portfolio several may be held: then the one that is meant is named.
 */
export async function takeLease({ by, lease: named }: OperatorFlags): Promise<readonly string[]> {
  const scopes = await leaseScopes();
  if (named !== undefined && !scopes.includes(named)) {
    throw new Refusal(`There is no lease ${named}. There are: ${scopes.join(', ')}.`);
  }
  const taken: string[] = [];
  for (const scope of scopes) {
    const { holder, draining } = await leaseTable.read(scope);
    if (holder || draining) taken.push(scope);
  }
  const meant = named === undefined ? taken : taken.filter((scope) => scope === named);
  const [scope, another] = meant;
  if (scope === undefined) {
    const which =
      named === undefined ? 'a lease and none drains' : `the lease ${named}, and it does not drain`;
    return [`Nobody holds ${which}: nothing was released.`];
  }
  if (another !== undefined) {
    throw new Refusal(`${meant.length} leases are held: name one by --lease, of ${meant.join(', ')}.`);
  }
  return [...(await release(scope, by)), 'Next: npm run queue, in a minute, to see who has the next turn.'];
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
