import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { EMPTY_LEASE, type Lease } from '../../../core/lease/lease.ts';
import type { LeaseStore } from '../../../core/lease/lease-store.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { memoryLeaseStore } from '../../functions/lease/memory-lease-store.ts';

const SEQUENCES = 60;
const NOW = '2026-11-22T00:00:00.000Z';
const REQUESTS = ['req-a', 'req-b', 'req-c'];
const LONGEST_QUEUE = 2;

let sandbox: Sandbox;
let leaseTable: LeaseStore;
beforeAll(async () => {
  sandbox = await startSandbox({ packageDirectory: inject('packageDirectory') });
  vi.stubEnv('AWS_ENDPOINT_URL', sandbox.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('LEDGER_TABLE', 'foliocast-dev-ledger');
  ({ leaseTable } = await import('../../../aws/ledger/lease-table.ts'));
});
afterAll(() => sandbox.close());

const request = fc.constantFrom(...REQUESTS);
const fence = fc.integer({ min: 1, max: 4 });
const drainingOf = (requestKey: string, at: number) => ({ requestKey, fence: at, since: NOW, until: NOW });

/** One operation, which answers the same on either store. */
type Step = (store: LeaseStore, scope: string) => Promise<unknown>;

const step: fc.Arbitrary<Step> = fc.oneof(
  request.map(
    (key): Step =>
      (store, scope) =>
        store.append(scope, key, LONGEST_QUEUE),
  ),
  // As advanceLease grants, and as a caller would that has read the lease a moment too early.
  fc.constant<Step>(async (store, scope) => {
    const { queue, fence: latest } = await store.read(scope);
    return queue[0] === undefined || store.grant(scope, queue[0], latest + 1, NOW);
  }),
  fc.tuple(request, fence).map(
    ([key, at]): Step =>
      (store, scope) =>
        store.grant(scope, key, at, NOW),
  ),
  fc.tuple(request, fence).map(
    ([key, at]): Step =>
      (store, scope) =>
        store.confirm(scope, key, at, NOW),
  ),
  request.map(
    (key): Step =>
      (store, scope) =>
        store.release(scope, key, undefined),
  ),
  fc.tuple(request, fence).map(
    ([key, at]): Step =>
      (store, scope) =>
        store.release(scope, key, drainingOf(key, at)),
  ),
  request.map(
    (key): Step =>
      (store, scope) =>
        store.withdraw(scope, key),
  ),
  fc.tuple(request, fence).map(
    ([key, at]): Step =>
      (store, scope) =>
        store.endDraining(scope, drainingOf(key, at)),
  ),
  fc.constant<Step>((store, scope) => store.pause(scope, NOW)),
  fc.constant<Step>((store, scope) => store.resume(scope)),
);

test('the lease in DynamoDB and the lease in memory, which the interleavings run on, behave the same', async () => {
  let runs = 0;
  const sequences = fc.array(step, { minLength: 10, maxLength: 30 });
  const agree = fc.asyncProperty(sequences, async (steps) => {
    runs += 1;
    const scope = `sequence-${runs}`;
    const memory = memoryLeaseStore();
    for (const one of steps) {
      const [inTable, inMemory] = [await one(leaseTable, scope), await one(memory, scope)];
      expect(inTable).toEqual(inMemory);
      expect(shapeOf(await leaseTable.read(scope))).toEqual(shapeOf(await memory.read(scope)));
    }
  });

  await fc.assert(agree, { numRuns: SEQUENCES, seed: 20_261_122 });

  expect(runs).toBe(SEQUENCES);
});

/** The item carries its keys beside the lease. */
function shapeOf({ fence: latest, holder, draining, queue, pausedAt }: Lease) {
  return { ...EMPTY_LEASE, fence: latest, holder, draining, queue, pausedAt };
}
