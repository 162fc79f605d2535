import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { askToCancel } from '../../aws/ledger/operator-marks.ts';
import { keepPaused } from '../../aws/ledger/pause.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { Status } from '../command/command.ts';
import { say } from '../command/print.ts';
import { allOf, ITEMS_AT_ONCE } from '../command/some-at-once.ts';
import { instant } from '../command/time.ts';
import { type Connection, describePlace, nextLine } from '../connect/connection.ts';
import { leaseScopes } from './lease-scopes.ts';

/** How many of those that have a turn are named; with one for each portfolio there may be hundreds. */
const MOST_TOLD = 50;

/**
 * From now on nobody new gets a turn, and others still join the queue. The request that has the turn goes on to its end,
 * unless it is to stop, too.
 */
export async function pause(connection: Connection, by: string, stopsHolders: boolean): Promise<Status> {
  const now = new Date().toISOString();
  const isNew = await keepPaused(now, by);
  const scopes = await leaseScopes();
  const paused = await allOf(scopes, ITEMS_AT_ONCE, (scope) => leaseTable.pause(scope, now));
  say(
    isNew || paused.includes(true)
      ? `Writes are paused since ${instant(now)}: nobody new gets a turn.`
      : 'Writes were paused before; nothing changed.',
  );
  say(describePlace(connection));
  if (stopsHolders) await stopHolders(scopes, by);
  else say('The request that has the turn goes on to its end. To stop it too, add --now.');
  say('Others queue, and expire after share.oldestSeconds of config.yml.');
  say(`Next, to see who has the turn: ${nextLine(connection, 'queue')}`);
  say(`Next, to go on: ${nextLine(connection, 'queue', '--resume')}`);
  return 0;
}

/** Whoever is read here had its turn before the pause: after it nobody is granted. */
async function stopHolders(scopes: readonly string[], by: string): Promise<void> {
  const leases = await allOf(scopes, ITEMS_AT_ONCE, (scope) => leaseTable.read(scope));
  const holders = leases.flatMap(({ holder }) => holder?.requestKey ?? []);
  const asked = await allOf(holders, ITEMS_AT_ONCE, async (requestKey) =>
    (await askToCancel(requestKey, by)) ? [requestKey] : [],
  );
  const stopped = asked.flat();
  const records = await allOf(stopped.slice(0, MOST_TOLD), ITEMS_AT_ONCE, findRequest);
  for (const record of records)
    if (record) say(`${record.request.requestId} has the turn, and is marked as cancelled by ${by}.`);
  if (stopped.length > MOST_TOLD) say(`So are ${stopped.length - MOST_TOLD} more requests that have a turn.`);
  say(
    stopped.length === 0
      ? 'No request has the turn.'
      : 'Within a minute it begins nothing more. A share that runs goes on, and one that was deleted to be made again is made.',
  );
}

export async function resume(connection: Connection): Promise<Status> {
  const isNew = await keepPaused(undefined, '');
  const scopes = await leaseScopes();
  const resumed = await allOf(scopes, ITEMS_AT_ONCE, (scope) => leaseTable.resume(scope));
  say(
    isNew || resumed.includes(true)
      ? 'Writes go on: the next sweep, within a minute, gives the first of the queue its turn.'
      : 'Writes were not paused; nothing changed.',
  );
  say(describePlace(connection));
  say(`Next, to see it move: ${nextLine(connection, 'queue')}`);
  return 0;
}
