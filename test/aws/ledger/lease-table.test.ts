import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lease, NO_LEASE } from '../../../core/lease/lease.ts';
import type { LeaseStore } from '../../../core/lease/lease-store.ts';
import { placeOf } from '../../../core/lease/place.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { MemoryLeaseStore } from '../../functions/lease/memory-lease-store.ts';
import { bySize } from '../../size.ts';
import { startLedger } from './start-ledger.ts';

const SEQUENCES = bySize({ quick: 6, prove: 30, whole: 200 });
const NOW = '2026-11-22T00:00:00.000Z';
const LATER = '2026-12-23T00:00:00.000Z';
const REQUESTS = ['req-a', 'req-b', 'req-c'];

let sandbox: Sandbox;
let leaseTable: LeaseStore;
let resumeIfLeftPaused: (scope: string, lease: Lease) => Promise<void>;
let keepPaused: (pausedAt: string | undefined, by: string) => Promise<boolean>;
beforeAll(async () => {
  sandbox = await startLedger();
  ({ leaseTable, resumeIfLeftPaused } = await import('../../../aws/ledger/lease-table.ts'));
  ({ keepPaused } = await import('../../../aws/ledger/pause.ts'));
});
afterAll(() => sandbox.close());

const request = fc.constantFrom(...REQUESTS);
const small = fc.integer({ min: 1, max: 3 });
const drainingOf = (requestKey: string, at: number) => ({ requestKey, fence: at, since: NOW, until: NOW });
const placeFor = (key: string, turn: number) =>
  placeOf(key === 'req-a' ? 'UNSHARE' : 'SHARE', REQUESTS.indexOf(key), key, turn);

/** One operation, which answers the same on either store; keys of requests are of the run. */
type Step = (store: LeaseStore, scope: string, run: string) => Promise<unknown>;

const about = (
  step: (store: LeaseStore, scope: string, key: string, at: number, run: string) => Promise<unknown>,
) =>
  fc.tuple(request, small).map(
    ([key, at]): Step =>
      (store, scope, run) =>
        step(store, scope, key, at, run),
  );

const step: fc.Arbitrary<Step> = fc.oneof(
  about((store, scope, key, turn, run) =>
    // A first turn is of a later request than the one whose ticket was closed.
    store.beginTurn({
      requestKey: key + run,
      turn,
      scope,
      place: placeFor(key, turn),
      taskToken: `${key} ${turn}`,
      tokenAt: NOW,
      acceptedAt: turn === 1 ? LATER : NOW,
    }),
  ),
  about((store, _, key, turn, run) =>
    store.renewToken({ requestKey: key + run, turn, taskToken: `${key} again`, tokenAt: `${NOW}${turn}` }),
  ),
  about((store, _, key, at, run) => store.takeGrant(key + run, 1, at)),
  about((store, _, key, at, run) => store.takeGrant(key + run, at, 1)),
  about((store, _, key, at, run) =>
    at === 1 ? store.closeTicket(key + run, NOW) : store.readTicket(key + run),
  ),
  about((store, scope, key, turn) => store.putPlace(scope, placeFor(key, turn), NOW)),
  about((store, scope, key, turn) => store.removePlace(scope, placeFor(key, turn))),
  about((store, scope, _, at) => store.addWaiting(scope, at === 1 ? -1 : 1)),
  fc.constant<Step>((store, scope) => store.recount(scope)),
  // As advanceLease grants, and as a caller would that has read the lease a moment too early.
  about(async (store, scope, key) => {
    const { fence } = await store.read(scope);
    return store.grant(scope, {
      requestKey: key,
      turn: 1,
      place: placeFor(key, 1),
      fence: fence + 1,
      grantedAt: NOW,
    });
  }),
  about((store, scope, key, fence) =>
    store.grant(scope, { requestKey: key, turn: 1, place: placeFor(key, 1), fence, grantedAt: NOW }),
  ),
  about((store, scope, key, fence) => store.giveBack(scope, key, fence)),
  about((store, scope, key, fence) => store.confirm(scope, key, fence, NOW)),
  about((store, scope, key, fence) => store.release(scope, key, fence, undefined)),
  about((store, scope, key, fence) => store.release(scope, key, undefined, drainingOf(key, fence))),
  about((store, scope, key, fence) => store.endDraining(scope, drainingOf(key, fence))),
  fc.constant<Step>((store, scope) => store.pause(scope, NOW)),
  fc.constant<Step>((store, scope) => store.resume(scope)),
);

test('the lease in DynamoDB and the lease in memory, which the interleavings run on, behave the same', async () => {
  let runs = 0;
  const sequences = fc.array(step, { minLength: 10, maxLength: 30 });
  const agree = fc.asyncProperty(sequences, async (steps) => {
    runs += 1;
    const scope = `sequence-${runs}`;
    const memory = new MemoryLeaseStore();
    for (const store of [leaseTable, memory]) await store.open(scope);
    for (const one of steps) {
      const [inTable, inMemory] = [
        await one(leaseTable, scope, `-${runs}`),
        await one(memory, scope, `-${runs}`),
      ];
      expect(bare(inTable)).toEqual(bare(inMemory));
      expect(shapeOf(await leaseTable.read(scope))).toEqual(shapeOf(await memory.read(scope)));
      expect(await leaseTable.firstPlaces(scope, 10)).toEqual(await memory.firstPlaces(scope, 10));
      expect(await leaseTable.countWaiting(scope)).toEqual(await memory.countWaiting(scope));
    }
  });

  await fc.assert(agree, { numRuns: SEQUENCES, seed: 20_261_122 });

  expect(runs).toBe(SEQUENCES);
}, 120_000);

test('a lease that the index did not list yet when writes were paused, or went on, follows all the same', async () => {
  const scope = 'port-a1b2c3d4e5f6g'; // with one lease for each portfolio
  const holder = { requestKey: 'req-a', turn: 1, place: placeFor('req-b', 1), fence: 1, grantedAt: NOW };
  await leaseTable.open(scope);

  await keepPaused(NOW, 'ana');
  const whilePaused = await leaseTable.grant(scope, holder);
  const paused = await leaseTable.read(scope);
  await resumeIfLeftPaused(scope, paused);
  const stillPaused = await leaseTable.read(scope);
  await keepPaused(undefined, '');
  await resumeIfLeftPaused(scope, stillPaused);
  const afterwards = await leaseTable.grant(scope, holder);

  expect([whilePaused, afterwards]).toEqual([false, true]);
  expect([paused.pausedAt, stillPaused.pausedAt]).toEqual([NOW, NOW]);
  expect((await leaseTable.read(scope)).pausedAt).toBeUndefined();
});

/** An item carries its keys and its expiry beside what it says. */
function bare(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const { pk: _, sk: __, expiresAt: ___, ...rest } = value as Record<string, unknown>;
  return rest;
}

function shapeOf({ fence, holder, draining, pausedAt }: Lease) {
  return { ...NO_LEASE, fence, holder, draining, pausedAt };
}
