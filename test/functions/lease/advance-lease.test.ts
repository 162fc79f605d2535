import { expect, test } from 'vitest';
import type { Lease } from '../../../core/lease/lease.ts';
import type { QueueTicket } from '../../../core/lease/queue-ticket.ts';
import { advanceLease } from '../../../functions/lease/advance-lease.ts';
import { MemoryLeaseStore } from './memory-lease-store.ts';

const SCOPE = 'S';
const NOW = '2026-03-02T10:00:00.000Z';
const placeOf = (nth: number, turn = 1) =>
  `1#${`${nth}`.padStart(12, '0')}#req-${nth}#${`${turn}`.padStart(4, '0')}`;
const ticketOf = (nth: number, more: Partial<QueueTicket> = {}): QueueTicket => ({
  turn: 1,
  state: 'WAITING',
  taskToken: `token-${nth}`,
  place: placeOf(nth),
  ...more,
});

interface World {
  readonly lease?: Partial<Lease>;
  readonly tickets?: Readonly<Record<string, QueueTicket>>;
  readonly places?: readonly string[];
}

async function advance(
  { lease = {}, tickets = {}, places = [] }: World,
  patienceMs?: number,
  store = new MemoryLeaseStore(),
) {
  store.leases.set(SCOPE, { fence: 7, ...lease });
  for (const [key, ticket] of Object.entries(tickets)) store.tickets.set(key, ticket);
  store.places.set(SCOPE, [...places]);
  store.lengths.set(SCOPE, places.length);
  const told: unknown[] = [];
  await advanceLease(store, SCOPE, NOW, async (whom, granted) => void told.push([whom, granted]), patienceMs);
  return {
    told,
    lease: store.leases.get(SCOPE),
    tickets: store.tickets,
    places: store.places.get(SCOPE),
    waiting: store.lengths.get(SCOPE),
  };
}

const granted = (fence = 8, grantedAt = NOW) => ({ fence, grantedAt, scope: SCOPE });
const waiting = { tickets: { 'req-1': ticketOf(1), 'req-2': ticketOf(2) }, places: [placeOf(1), placeOf(2)] };

test('the first of the queue is granted, told, and leaves its place', async () => {
  const { told, lease, tickets, places, waiting: left } = await advance(waiting);

  expect(told).toEqual([[{ requestKey: 'req-1', taskToken: 'token-1' }, granted()]]);
  expect(lease).toEqual({
    fence: 8,
    holder: { requestKey: 'req-1', turn: 1, place: placeOf(1), fence: 8, grantedAt: NOW },
    lastGrantedAt: NOW,
  });
  expect(tickets.get('req-1')).toMatchObject({ state: 'GRANTED', fence: 8 });
  expect([places, left]).toEqual([[placeOf(2)], 1]);
});

test('each turn is later than the one before, though the clock of who grants it is behind', async () => {
  const after = async (lastGrantedAt: string) =>
    (await advance({ ...waiting, lease: { lastGrantedAt } })).lease?.holder?.grantedAt;

  expect(await after('2026-03-02T10:00:05.999Z')).toBe('2026-03-02T10:00:06.000Z');
  expect(await after(NOW)).toBe('2026-03-02T10:00:00.001Z');
  expect(await after('2026-03-02T09:59:59.999Z')).toBe(NOW);
});

const HOLDER = {
  requestKey: 'req-1',
  turn: 1,
  place: placeOf(1),
  fence: 7,
  grantedAt: '2026-03-02T09:59:00.000Z',
};

test.each([
  ['a holder that has taken up its turn', { holder: { ...HOLDER, confirmedAt: NOW } }],
  ['a draining', { draining: { requestKey: 'req-1', fence: 7, since: NOW, until: NOW } }],
  ['a pause', { pausedAt: NOW }],
])('nobody is granted beside %s', async (_, lease) => {
  const { told, lease: after } = await advance({ ...waiting, lease });

  expect(told).toEqual([]);
  expect(after).toEqual({ fence: 7, ...lease });
});

test('a holder that has not taken up its turn is told again, though the lease is paused or drains', async () => {
  const lease = { holder: HOLDER, pausedAt: NOW };
  const tickets = { 'req-1': ticketOf(1, { state: 'GRANTED', fence: 7 }) };

  const { told, lease: after } = await advance({ lease, tickets });

  expect(told).toEqual([[{ requestKey: 'req-1', taskToken: 'token-1' }, granted(7, HOLDER.grantedAt)]]);
  expect(after).toEqual({ fence: 7, ...lease });
});

test('a younger one is not told again by the patient, though a clock that was ahead granted it', async () => {
  const tickets = { 'req-1': ticketOf(1, { state: 'GRANTED', fence: 7 }) };
  const ahead = { ...HOLDER, grantedAt: '2026-03-02T10:00:01.000Z' };
  const told = async (patienceMs: number) =>
    (await advance({ lease: { holder: HOLDER }, tickets }, patienceMs)).told.length;

  expect(await told(60_001)).toBe(0);
  expect(await told(60_000)).toBe(1);
  expect((await advance({ lease: { holder: ahead }, tickets })).told).toHaveLength(1);
  expect((await advance({ lease: { holder: ahead }, tickets }, 1)).told).toEqual([]);
});

test('a holder that does not wait any more gives its turn to the next', async () => {
  const tickets = { 'req-1': ticketOf(1, { state: 'ENDED', closedAt: NOW }), 'req-2': ticketOf(2) };

  const { told, lease, places } = await advance({
    lease: { holder: HOLDER },
    tickets,
    places: [placeOf(1), placeOf(2)],
  });

  expect(told).toEqual([[{ requestKey: 'req-2', taskToken: 'token-2' }, granted()]]);
  expect(lease?.holder).toMatchObject({ requestKey: 'req-2', fence: 8 });
  expect(places).toEqual([]);
});

test('a holder whose lease does not say its turn or place has them in its ticket', async () => {
  const { turn: _, place: __, ...holder } = HOLDER;

  const {
    told,
    places,
    waiting: left,
  } = await advance({ lease: { holder }, tickets: { 'req-1': ticketOf(1) }, places: [placeOf(1)] });

  expect(told).toHaveLength(1);
  expect([places, left]).toEqual([[], 0]);
});

test('one that waited under version 0.1.0 has neither, and is told without a token', async () => {
  const { turn: _, place: __, ...holder } = HOLDER;

  const { told, lease } = await advance({ lease: { holder } });

  expect(told).toEqual([[{ requestKey: 'req-1', taskToken: undefined }, granted(7, HOLDER.grantedAt)]]);
  expect(lease?.holder).toEqual(holder);
});

test.each([
  ['nobody has', {}],
  ['another turn has', { 'req-1': ticketOf(1, { turn: 2 }) }],
  ['one that was granted has', { 'req-1': ticketOf(1, { state: 'GRANTED', fence: 3 }) }],
])('a place that %s left behind is taken away', async (_, tickets) => {
  const {
    told,
    places,
    waiting: left,
  } = await advance({ tickets: { ...tickets, 'req-2': ticketOf(2) }, places: waiting.places });

  expect(told).toEqual([[{ requestKey: 'req-2', taskToken: 'token-2' }, granted()]]);
  expect([places, left]).toEqual([[], 0]);
});

test('one call goes through twenty of them, and the next goes on', async () => {
  const stale = Array.from({ length: 21 }, (_, nth) => placeOf(nth));

  expect((await advance({ places: stale })).places).toEqual([placeOf(20)]);
});

test('a place that a rival has taken away is counted once', async () => {
  const store = new MemoryLeaseStore();
  store.removePlace = async (scope, place) => {
    await MemoryLeaseStore.prototype.removePlace.call(store, scope, place);
    return false;
  };

  expect((await advance(waiting, 0, store)).waiting).toBe(2);
});

test('whoever loses a grant to a rival looks again', async () => {
  const store = new MemoryLeaseStore();
  let refusals = 1;
  store.grant = async (scope, holder) =>
    refusals-- > 0 ? false : MemoryLeaseStore.prototype.grant.call(store, scope, holder);

  expect((await advance(waiting, 0, store)).told).toHaveLength(1);
});

test('who waits in the list of version 0.1.0 comes before a SHARE, and after what takes access away', async () => {
  const queue = ['old-1'];
  const removal = placeOf(2).replace('1#', '0#');

  const share = await advance({ ...waiting, lease: { queue } });
  const away = await advance({
    lease: { queue },
    tickets: { 'req-2': ticketOf(2, { place: removal }) },
    places: [removal],
  });

  expect(share.told).toEqual([[{ requestKey: 'old-1', taskToken: undefined }, granted()]]);
  expect(share.lease).toEqual({
    fence: 8,
    queue: [],
    holder: { requestKey: 'old-1', fence: 8, grantedAt: NOW },
    lastGrantedAt: NOW,
  });
  expect(away.told).toEqual([[{ requestKey: 'req-2', taskToken: 'token-2' }, granted()]]);
});

test('one of them that has a ticket by now is granted by it, or leaves the list with it', async () => {
  const queue = ['req-1'];

  const open = await advance({ lease: { queue }, tickets: { 'req-1': ticketOf(1) }, places: [placeOf(1)] });
  const over = await advance({
    lease: { queue },
    tickets: { 'req-1': ticketOf(1, { state: 'ENDED', closedAt: NOW }) },
  });
  const rival = new MemoryLeaseStore();
  let refusals = 1;
  rival.grantListed = async (scope, holder) =>
    refusals-- > 0 ? false : MemoryLeaseStore.prototype.grantListed.call(rival, scope, holder);
  const lost = await advance({ lease: { queue }, tickets: { 'req-1': ticketOf(1) } }, 0, rival);

  expect(open.lease?.holder).toEqual({
    requestKey: 'req-1',
    turn: 1,
    place: placeOf(1),
    fence: 8,
    grantedAt: NOW,
  });
  expect(open.places).toEqual([]);
  expect(over.lease).toEqual({ fence: 7, queue: [] });
  expect(over.told).toEqual([]);
  expect(lost.told).toHaveLength(1);
});

test('where nobody waits, nothing is done', async () => {
  expect(await advance({})).toMatchObject({ told: [], lease: { fence: 7 } });
});
