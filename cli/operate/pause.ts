import { keepPaused, leaseTable } from '../../aws/ledger/lease-table.ts';
import { leaseScopes } from './lease-scopes.ts';
import type { OperatorFlags } from './read-operator-flags.ts';

/** Nobody new gets a turn; who has it goes on, and requests go on queueing. */
export async function pause({ by }: OperatorFlags): Promise<readonly string[]> {
  const now = new Date().toISOString();
  const isNew = await keepPaused(now, by);
  const scopes = await leaseScopes();
  const paused = await Promise.all(scopes.map((scope) => leaseTable.pause(scope, now)));
  return [
    isNew || paused.includes(true)
      ? `Writes are paused since ${now}: nobody new gets a turn.`
      : 'Writes were paused before; nothing changed.',
    'A request whose turn has begun goes on to its end. Others queue, and expire after share.oldestSeconds of config.yml.',
    'Next: npm run queue, to see who still has a turn; npm run resume, to go on.',
  ];
}

export async function resume(): Promise<readonly string[]> {
  const isNew = await keepPaused(undefined, '');
  const scopes = await leaseScopes();
  const resumed = await Promise.all(scopes.map((scope) => leaseTable.resume(scope)));
  return [
    isNew || resumed.includes(true)
      ? 'Writes go on: the next sweep, within a minute, gives the first of the queue its turn.'
      : 'Writes were not paused; nothing changed.',
    'Next: npm run queue, to see it move.',
  ];
}
