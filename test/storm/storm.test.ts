import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { isRunning } from '../../sandbox/service-catalog/share-action.ts';
import { newRandom } from '../../sandbox/simulator/random.ts';
import type { WireOutcome } from '../../sandbox/wire/message.ts';
import { contradictions } from '../fault-matrix/distinct-outcomes.ts';
import { leaseLeft } from '../fault-matrix/lease-left.ts';
import { bySize } from '../size.ts';
import { untruths } from './untruths.ts';
import { type Shore, stormyCalls } from './weather.ts';
import { detailOf, drawWishes, scenarioOf, type Wish } from './wishes.ts';

/** With functions in memory. `STORM_SEED` draws other requests and another weather. */
const REQUESTS = bySize({ quick: 40, prove: 200, whole: 600 });
const SEED = Number(process.env.STORM_SEED ?? 1);
const CHANCE = Number(process.env.STORM_CHANCE ?? 0.03);
const REAL_BOUND_MS = 60_000 + REQUESTS * 1_000;
const LOOK_EVERY_MS = 20;

const random = newRandom(SEED, 'storm');
const wishes = drawWishes(REQUESTS, random);
// biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
const outcomes: { readonly 'detail-type': string; readonly detail: any }[] = [];
const collisions: string[] = [];
let isStormy = true;
let sandbox: Sandbox;
let shore: Shore | undefined;

beforeAll(async () => {
  const stormy = stormyCalls(random, { chance: CHANCE, isStormy: () => isStormy }, () => shore);
  sandbox = await startSandbox({
    packageDirectory: inject('packageDirectory'),
    functionHost: 'MEMORY',
    speed: 100_000,
    scenario: scenarioOf(wishes),
    interceptCall: (call, perform) =>
      stormy(call, async () => {
        const outcome = await perform();
        if (isCollision(outcome)) collisions.push(...runningBeside(call.body));
        return outcome;
      }),
    deliveryFault: () => (isStormy && random() < 0.1 ? 'DELIVER_TWICE' : 'DELIVER'),
    onEvent({ event }) {
      if (/^PortfolioShare(Completed|CompletedWithErrors|Failed)$/.test(event['detail-type'])) {
        outcomes.push(event as (typeof outcomes)[number]);
      }
    },
  });
  shore = {
    now: () => sandbox.clock.now(),
    kill: (functionName) => sandbox.functions.kill(functionName),
    stopExecution() {
      const running = sandbox.executions().filter(({ status }) => status === 'RUNNING');
      running[Math.floor(random() * running.length)]?.stop('StoppedByHand', 'by the storm');
    },
    askAgain() {
      const wish = wishes[Math.floor(random() * wishes.length)];
      if (wish) ask(wish);
    },
  };
});
afterAll(() => sandbox.close());

test(`${REQUESTS} requests in a storm of faults: one true outcome each, and nothing left behind`, {
  timeout: REAL_BOUND_MS + 30_000,
}, async () => {
  const answered = () => new Set(outcomes.map(({ detail }) => detail.requestId)).size;
  for (const wish of wishes) {
    for (let time = 0; time < wish.times; time++) ask(wish);
  }
  // The last tenth is left in peace, so that the test ends.
  await until(() => answered() > REQUESTS * 0.9);
  isStormy = false;
  await until(() => answered() >= REQUESTS);
  await until(() => sandbox.executions().every(({ status }) => status !== 'RUNNING'));
  await until(async () => (await leaseLeft(sandbox)) === '');

  const effects = Map.groupBy(outcomes, ({ detail }) =>
    `${detail.effect} ${detail.failure?.code ?? ''}`.trim(),
  );
  if (process.env.STORM_SHOW) console.table([...effects].map(([effect, of]) => [effect, of.length]));
  expect(wishes.map(({ requestId }) => requestId).filter((id) => !hasAnswer(id))).toEqual([]);
  expect(contradictions(outcomes)).toEqual([]);
  expect(untruths(wishes, outcomes, (id) => sandbox.simulator.controls.portfolio(id).nodeShares)).toEqual([]);
  expect(collisions, 'two share actions at once').toEqual([]);
  expect(await leaseLeft(sandbox)).toBe('');
});

function ask(wish: Wish): void {
  const { accountId } = sandbox.stack.place;
  const entry = {
    EventBusName: 'foliocast-dev',
    Source: 'acme.test',
    DetailType: 'PortfolioShareRequested',
    Detail: JSON.stringify(detailOf(wish)),
  };
  sandbox.buses.putEvents([entry], { accountId });
}

/** Actions of other shares that run; one of the same share may be the caller's own, whose answer it lost. */
function runningBeside(body: string): string[] {
  return sandbox.simulator.controls
    .shareActions()
    .filter((action) => isRunning(action) && !body.includes(action.nodeId))
    .map(({ kind, nodeId }) => `${kind} of ${nodeId} ran when there came ${body}`);
}

function isCollision(outcome: WireOutcome): boolean {
  return typeof outcome !== 'string' && outcome.headers['x-amzn-errortype'] === 'InvalidStateException';
}

function hasAnswer(requestId: string): boolean {
  return outcomes.some(({ detail }) => detail.requestId === requestId);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + REAL_BOUND_MS;
  while (!(await isSo()) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
