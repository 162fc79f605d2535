import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { listOpenRequests } from '../../aws/ledger/open-work.ts';
import { readPausedAt } from '../../aws/ledger/pause.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import { counted } from '../../core/counted.ts';
import type { Lease } from '../../core/lease/lease.ts';
import { readPlace } from '../../core/lease/place.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { Status } from '../command/command.ts';
import { say, sayJson } from '../command/print.ts';
import { allOf, ITEMS_AT_ONCE } from '../command/some-at-once.ts';
import { instant, lasting } from '../command/time.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { describePhase, describeRequest, describeSender } from '../requests/describe-request.ts';
import { estimateSeconds } from './estimate.ts';
import { leaseScopes } from './lease-scopes.ts';
import { sampleDurations } from './sample-durations.ts';

/** How many requests to list; the rest are only counted. */
const MOST_TOLD = 50;
const MOST_OPEN = 1_000;

interface Queue extends Lease {
  readonly scope: string;
  /** The first that wait, in order. */
  readonly waiting: readonly string[];
  /** How many wait in all. */
  readonly waits: number;
}

/** Shows who has the turn, who waits and for how long still, and which requests have no outcome yet. */
export async function showQueue(connection: Connection, json: boolean): Promise<Status> {
  const queues = await allOf(await leaseScopes(), ITEMS_AT_ONCE, readQueue);
  const open = await listOpenRequests('9999', MOST_OPEN);
  const queued = new Set(queues.flatMap(({ holder, waiting }) => [holder?.requestKey ?? '', ...waiting]));
  const others = open.filter((key) => !queued.has(key));
  const drained = queues.flatMap(({ draining }) => draining?.requestKey ?? []);
  const told = new Set([...queued, ...drained, ...others].filter((key) => key !== ''));
  const some = [...told].slice(0, 3 * MOST_TOLD);
  const records = new Map(await Promise.all(some.map(async (key) => [key, await findRequest(key)] as const)));
  const durations = queues.some(({ waits }) => waits > 0) ? await sampleDurations() : [];
  const described = queues.map((queue) => describe(queue, records, durations));
  const underWay = others.flatMap((key) => records.get(key) ?? []).slice(0, MOST_TOLD);
  if (json) {
    const more = { underWay: others.length, requests: underWay.map(inShort) };
    sayJson({ stage: connection.stage, leases: described, ...more });
    return 0;
  }
  const paused = (await readPausedAt()) ?? (described.length === 1 ? described[0]?.pausedAt : undefined);
  if (paused !== undefined) say(`PAUSED since ${instant(paused)}: nobody new gets a turn.`);
  // With a turn for each portfolio there may be thousands.
  const busy = described.filter(({ state, waits }) => state !== 'FREE' || waits > 0);
  for (const queue of described.length === 1 ? described : busy) tell(queue, paused === undefined);
  const free = described.length - busy.length;
  if (described.length > 1) say(`${counted(free, 'turn is', 'turns are')} free, and nobody waits for them.`);
  const most = open.length === MOST_OPEN ? 'at least ' : '';
  say(`${most}${counted(others.length, 'request is', 'requests are')} under way beside the queue.`);
  for (const record of underWay) {
    say(`  ${record.request.requestId}: ${describePhase(record)} since ${instant(record.acceptedAt)}`);
    say(`    ${describeRequest(record)}, ${describeSender(record)}`);
  }
  const holder = described.find((one) => one.holder)?.holder;
  const first = holder ?? described.flatMap(({ waiting }) => waiting)[0] ?? underWay.map(inShort)[0];
  if (paused !== undefined || busy.some(({ pausedAt }) => pausedAt))
    say(`Next, to go on: ${nextLine(connection, 'queue', '--resume')}`);
  if (first) say(`Next, to see how far one is: ${nextLine(connection, 'show', first.requestId)}`);
  const drains = described.find(({ draining }) => draining);
  if (drains) {
    const lease = drains.scope === 'ACCOUNT_AND_REGION' ? [] : ['--lease', drains.scope];
    const release = nextLine(connection, 'queue', '--release', ...lease);
    say(`Next, if Service Catalog shows that this share runs no more: ${release}`);
  }
  return 0;
}

/** Requests that waited under version 0.1.0 stand in the lease itself. They come after those that take access away. */
async function readQueue(scope: string): Promise<Queue> {
  const lease = await leaseTable.read(scope);
  const { queue: listed = [] } = lease;
  const places = (await leaseTable.firstPlaces(scope, MOST_TOLD)).map(readPlace);
  const keysOf = (isFirst: boolean) =>
    places.filter(({ isFirstClass }) => isFirstClass === isFirst).map(({ requestKey }) => requestKey);
  const waiting = [...keysOf(true), ...listed, ...keysOf(false)];
  return { ...lease, scope, waiting, waits: listed.length + (await leaseTable.recount(scope)) };
}

/** Without what leads nowhere outside of the ledger: its own keys. */
function describe(
  { scope, holder, draining, pausedAt, waiting, waits }: Queue,
  records: ReadonlyMap<string, StoredRequest | undefined>,
  durations: readonly number[],
) {
  const about = (key: string) => inShort(records.get(key)) ?? UNKNOWN;
  // While a share of an ended request may run, nobody knows for how long.
  const known = draining ? [] : durations;
  const ranSeconds = holder ? (Date.now() - Date.parse(holder.grantedAt)) / 1000 : 0;
  return {
    scope,
    state: holder ? ('HELD' as const) : draining ? ('DRAINING' as const) : ('FREE' as const),
    ...(pausedAt !== undefined && { pausedAt }),
    ...(holder && {
      holder: {
        ...about(holder.requestKey),
        since: holder.grantedAt,
        isTakenUp: holder.confirmedAt !== undefined,
      },
    }),
    ...(draining && {
      draining: { ...about(draining.requestKey), since: draining.since, until: draining.until },
    }),
    waits,
    waiting: waiting.slice(0, MOST_TOLD).map((key, before) => ({
      ...about(key),
      aboutSecondsStill: estimateSeconds(known, before, ranSeconds),
    })),
  };
}

const UNKNOWN = { requestId: '(its request is not in the ledger)', says: '', from: '', acceptedAt: '' };

function inShort(record: StoredRequest | undefined) {
  if (!record) return undefined;
  const { request, requester, acceptedAt, phase } = record;
  const says = describeRequest(record);
  return { requestId: request.requestId, requester, says, from: describeSender(record), phase, acceptedAt };
}

/** @param isOpen others get their turn */
function tell(
  { scope, state, pausedAt, holder, draining, waits, waiting }: ReturnType<typeof describe>,
  isOpen: boolean,
): void {
  const of = scope === 'ACCOUNT_AND_REGION' ? '' : ` of ${scope}`;
  if (holder) {
    const yet = holder.isTakenUp ? '' : ', not taken up yet';
    say(`The turn${of} is taken since ${instant(holder.since)}${yet}, by ${holder.requestId}`);
    say(`  ${holder.says}\n  ${holder.from}`);
  }
  if (draining) {
    const { requestId, since, until, says } = draining;
    say(`The turn${of} is kept free since ${instant(since)}, at most until ${instant(until)}.`);
    say(`  The share of ${requestId} may still be running:\n  ${says}`);
  }
  if (state === 'FREE') say(`The turn${of} is free.`);
  if (isOpen && pausedAt) say(`  It is still paused since ${instant(pausedAt)}, though writes go on.`);
  say(waits === 0 ? 'Nobody waits.' : waits === 1 ? '1 waits.' : `${waits} wait.`);
  for (const [at, { requestId, says, from, aboutSecondsStill: still }] of waiting.entries()) {
    const time = still === undefined || pausedAt ? '' : `, about ${lasting(still)} still`;
    say(`${String(at + 1).padStart(3)}. ${requestId}${time}`);
    say(`     ${says}\n     ${from}`);
  }
  if (waits > waiting.length) say(`     and ${waits - waiting.length} more`);
}
