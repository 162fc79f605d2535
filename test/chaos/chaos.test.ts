import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRandom } from '../../sandbox/simulator/random.ts';
import { contradictions } from '../fault-matrix/distinct-outcomes.ts';
import { leaseLeft } from '../fault-matrix/lease-left.ts';
import { bySize } from '../size.ts';
import { type Chaos, PORTFOLIO, startChaos, unitOf } from './chaos-world.ts';

const REQUESTS = bySize({ quick: 24, prove: 40, whole: 300 });
const SEED = Number(process.env.CHAOS_SEED ?? 1);
const REAL_BOUND_MS = 60_000 + REQUESTS * 2_000;
/** Calls between two blows: counted, so that a busy machine is not struck before it has done anything. */
const BLOW_EVERY_CALLS = 15;
/** An outage may leave nothing to call for a while. */
const LONGEST_PAUSE_MS = 5_000;
const LOOK_EVERY_MS = 10;

let chaos: Chaos;
beforeAll(async () => {
  chaos = await startChaos(REQUESTS);
});
afterAll(() => chaos.close());

test(`${REQUESTS} requests, delivered up to five times, under kills, stops and outages: one true outcome each, and nothing left behind`, {
  timeout: REAL_BOUND_MS + 30_000,
}, async () => {
  const random = newRandom(SEED, 'chaos');
  const answered = () => new Set(chaos.outcomes.map(({ detail }) => detail.requestId)).size;

  await chaos.ask(REQUESTS, (request) => 1 + (request % 5));
  const end = performance.now() + REAL_BOUND_MS;
  let blows = 0;
  while (answered() < REQUESTS && performance.now() < end) {
    // Half of the requests are left in peace, so that the test also ends.
    if (answered() < REQUESTS / 2) {
      blows += 1;
      strike(random());
    } else settle();
    await someCalls();
  }
  settle();
  while ((await leaseLeft(chaos.sandbox)) !== '' && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }

  expect(blows).toBeGreaterThan(5);
  expect(answered()).toBe(REQUESTS);
  expect(contradictions(chaos.outcomes)).toEqual([]);
  expect(untrue()).toEqual([]);
  expect(await leaseLeft(chaos.sandbox)).toBe('');

  function strike(blow: number): void {
    chaos.outage.table = blow < 0.15;
    chaos.outage.serviceCatalog = blow > 0.15 && blow < 0.3;
    if (blow >= 0.3 && blow < 0.7) chaos.killSomeFunction(random);
    if (blow >= 0.7) chaos.stopSomeExecution(random);
  }
});

async function someCalls(): Promise<void> {
  const from = chaos.calls();
  const end = performance.now() + LONGEST_PAUSE_MS;
  while (chaos.calls() - from < BLOW_EVERY_CALLS && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function settle(): void {
  chaos.outage.table = false;
  chaos.outage.serviceCatalog = false;
}

/** Outcomes that say otherwise than what is there. */
function untrue(): string[] {
  const { nodeShares } = chaos.sandbox.simulator.controls.portfolio(PORTFOLIO);
  return chaos.outcomes.flatMap(({ detail }) => {
    const unit = unitOf(Number(detail.requestId.replace('chaos-', '')));
    const isShared = nodeShares.some(({ node }) => node.id === unit);
    const isTrue = detail.effect === 'UNKNOWN' || (detail.effect === 'CREATED' ? isShared : !isShared);
    return isTrue
      ? []
      : [`${detail.requestId}: ${detail.effect}, ${detail.failure?.code}, shared: ${isShared}`];
  });
}
