import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { askToTakeLease } from '../../aws/ledger/operator-marks.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { Lease } from '../../core/lease/lease.ts';
import type { Status } from '../command/command.ts';
import { NotDone } from '../command/failures.ts';
import { say } from '../command/print.ts';
import { allOf, ITEMS_AT_ONCE } from '../command/some-at-once.ts';
import { instant } from '../command/time.ts';
import { type Connection, describePlace, nextLine } from '../connect/connection.ts';
import { leaseScopes } from './lease-scopes.ts';

/**
 * Takes the turn from who has it, or ends a draining. The sweeper then lets the next request on. With one lease
 * for each portfolio several may be held: then the one that is meant is named.
 */
export async function release(
  connection: Connection,
  by: string,
  named: string | undefined,
): Promise<Status> {
  const scopes = await leaseScopes();
  if (named !== undefined && !scopes.includes(named))
    throw new NotDone(`There is no lease ${named}. There are: ${scopes.join(', ')}.`);
  const asked = named === undefined ? scopes : [named];
  const leases = await allOf(asked, ITEMS_AT_ONCE, (scope) => leaseTable.read(scope));
  const meant = asked.filter((_, at) => leases[at]?.holder || leases[at]?.draining);
  const [scope, another] = meant;
  if (scope === undefined) {
    say(
      `Nobody has ${named === undefined ? 'a turn' : `the turn of ${named}`}, and none drains: nothing was released.`,
    );
    say(describePlace(connection));
    return 0;
  }
  if (another !== undefined) {
    const lines = meant.map((one) => `  ${nextLine(connection, 'queue', '--release', '--lease', one)}`);
    throw new NotDone(`${meant.length} turns are taken. Name the one that is meant:\n${lines.join('\n')}`);
  }
  await take(scope, by);
  say(describePlace(connection));
  say(`Next, in a minute, to see who has the next turn: ${nextLine(connection, 'queue')}`);
  return 0;
}

async function take(scope: string, by: string): Promise<void> {
  const { holder, draining }: Lease = await leaseTable.read(scope);
  if (holder) {
    await askToTakeLease(holder.requestKey, by);
    say(
      `${await nameOf(holder.requestKey)} has the turn since ${instant(holder.grantedAt)}: the sweeper takes it within a minute.`,
    );
    say(
      'Its outcome is decided from what was done; nothing more is written for it, whatever its execution does.',
    );
    say(
      'If its share may still be running, the turn is then kept free for it: run this again to end that too.',
    );
  } else if (draining) {
    await leaseTable.endDraining(scope, draining);
    say(
      `The turn was kept free since ${instant(draining.since)} for a share of ${await nameOf(draining.requestKey)}. It is no more.`,
    );
    say(
      'If that share does run, Service Catalog refuses the next one for so long (InvalidState), which is retried.',
    );
  }
}

async function nameOf(requestKey: string): Promise<string> {
  return (await findRequest(requestKey))?.request.requestId ?? 'a request that is not in the ledger';
}
