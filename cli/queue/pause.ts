import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { keepPaused } from '../../aws/ledger/pause.ts';
import type { Status } from '../command/command.ts';
import { say } from '../command/print.ts';
import { allOf, ITEMS_AT_ONCE } from '../command/some-at-once.ts';
import { instant } from '../command/time.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { leaseScopes } from './lease-scopes.ts';

/** From now on nobody new gets a turn. The request that has it goes on, and others still join the queue. */
export async function pause(connection: Connection, by: string): Promise<Status> {
  const now = new Date().toISOString();
  const isNew = await keepPaused(now, by);
  const scopes = await leaseScopes();
  const paused = await allOf(scopes, ITEMS_AT_ONCE, (scope) => leaseTable.pause(scope, now));
  say(
    isNew || paused.includes(true)
      ? `Writes are paused since ${instant(now)}: nobody new gets a turn.`
      : 'Writes were paused before; nothing changed.',
  );
  say(
    'The request that has the turn goes on to its end. Others queue, and expire after share.oldestSeconds of config.yml.',
  );
  say(`Next, to see who has the turn: ${nextLine(connection, 'queue')}`);
  say(`Next, to go on: ${nextLine(connection, 'queue', '--resume')}`);
  return 0;
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
  say(`Next, to see it move: ${nextLine(connection, 'queue')}`);
  return 0;
}
