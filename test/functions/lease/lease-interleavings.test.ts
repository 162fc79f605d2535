import { expect, test } from 'vitest';
import type { Lease } from '../../../core/lease/lease.ts';
import { advanceLease } from '../../../functions/lease/advance-lease.ts';
import { memoryLeaseStore } from './memory-lease-store.ts';
import { RandomSchedule } from './random-schedule.ts';

const INTERLEAVINGS = 10_000;
const SCOPE = 'ACCOUNT_AND_REGION';
const NOW = '2026-11-22T00:00:00.000Z';

test(`${INTERLEAVINGS} random interleavings of requests, crashes, sweeps, pauses and cancellations keep one share at a time`, async () => {
  let crashes = 0;
  let turns = 0;
  let drained = 0;
  let cancelled = 0;
  for (let seed = 1; seed <= INTERLEAVINGS; seed++) {
    const world = new World(seed);
    await world.run();
    crashes += world.crashed.size;
    turns += world.turnsTaken.length;
    drained += world.drained;
    cancelled += world.cancelled;
    expect(world.problems, `seed ${seed}`).toEqual([]);
  }
  expect(crashes).toBeGreaterThan(INTERLEAVINGS / 2);
  expect(turns).toBeGreaterThan(INTERLEAVINGS);
  expect(drained).toBeGreaterThan(INTERLEAVINGS / 100);
  expect(cancelled).toBeGreaterThan(INTERLEAVINGS / 10);
});

/**
 * A few executions that queue, write and leave, each of which may die at any of its steps, while its share
 * runs on; a sweeper; and an operator who pauses, resumes and cancels.
 */
class World {
  readonly problems: string[] = [];
  readonly crashed = new Set<string>();
  readonly turnsTaken: string[] = [];
  drained = 0;
  cancelled = 0;
  readonly #store = memoryLeaseStore();
  readonly #schedule: RandomSchedule;
  readonly #outcomes = new Map<string, string>();
  readonly #waiting = new Map<string, (fence: number) => void>();
  readonly #running = new Set<string>();
  #writer: string | undefined;

  constructor(seed: number) {
    this.#schedule = new RandomSchedule(seed);
  }

  async run(): Promise<void> {
    const requests = ['a', 'b', 'c', 'd'].slice(0, 2 + this.#schedule.below(3));
    for (const request of requests) this.#spawn(request);
    this.#schedule.spawn('sweeper', () => this.#sweep(12));
    this.#schedule.spawn('operator', () => this.#operate(requests));
    await this.#schedule.runToEnd();
    // A round for each to be finished, and one for each share to be waited for.
    for (let rounds = 0; rounds < 2 * requests.length + 1; rounds++) {
      this.#schedule.spawn('sweeper', () => this.#sweep(1));
      await this.#schedule.runToEnd();
    }
    this.#check(requests);
  }

  #spawn(request: string): void {
    this.#running.add(request);
    this.#schedule.spawn(
      request,
      () => this.#execute(request),
      (name) => {
        this.crashed.add(name);
        this.#running.delete(name);
        if (this.#writer === name) this.#schedule.spawn(`share of ${name}`, () => this.#runOn(name));
      },
    );
  }

  /** What one execution does, with a step of the schedule, and so a possible death, before each change. */
  async #execute(request: string): Promise<void> {
    const step = () => this.#schedule.step(request);
    const granted = new Promise<number>((resolve) => this.#waiting.set(request, resolve));
    await step();
    await this.#store.append(SCOPE, request, 10);
    await this.#advance(step);
    const fence = await this.#schedule.waitFor(request, granted);
    await step();
    if (!(await this.#store.confirm(SCOPE, request, fence, NOW)))
      return this.#finish(request, 'LEASE_LOST', step);
    await step();
    // In one step, as the intent to write is recorded on condition that the request is not stopped.
    if (this.#outcomes.has(request)) return this.#finish(request, 'LEASE_LOST', step);
    if (this.#writer !== undefined) this.problems.push(`${request} writes while ${this.#writer} does`);
    this.#writer = request;
    this.turnsTaken.push(request);
    await step();
    this.#writer = undefined;
    await this.#finish(request, 'COMPLETED', step);
  }

  async #finish(request: string, outcome: string, step: () => Promise<void>): Promise<void> {
    await step();
    if (!this.#outcomes.has(request)) this.#outcomes.set(request, outcome);
    await step();
    const isRunning = this.#writer === request;
    const draining = { requestKey: request, fence: 0, since: NOW, until: NOW };
    const isReleased = await this.#store.release(SCOPE, request, isRunning ? draining : undefined);
    if (!isReleased) await this.#store.withdraw(SCOPE, request);
    await this.#advance(step);
    this.#running.delete(request);
  }

  async #sweep(times: number): Promise<void> {
    const step = () => this.#schedule.step('sweeper');
    for (let time = 0; time < times; time++) {
      await step();
      const { holder, queue, draining }: Lease = await this.#store.read(SCOPE);
      if (draining && this.#writer !== draining.requestKey) {
        await step();
        if (await this.#store.endDraining(SCOPE, draining)) this.drained += 1;
      }
      for (const request of [...(holder ? [holder.requestKey] : []), ...queue]) {
        await step();
        if (this.crashed.has(request)) await this.#finish(request, 'ABORTED', step);
      }
      await this.#advance(step);
    }
  }

  /** Service Catalog goes on with a share whose execution is dead. */
  async #runOn(request: string): Promise<void> {
    for (let steps = this.#schedule.below(12); steps >= 0; steps--)
      await this.#schedule.step(`share of ${request}`);
    this.#writer = undefined;
  }

  async #operate(requests: readonly string[]): Promise<void> {
    const step = () => this.#schedule.step('operator');
    await step();
    await this.#store.pause(SCOPE, NOW);
    for (let steps = this.#schedule.below(10); steps >= 0; steps--) await step();
    const request = requests[this.#schedule.below(requests.length)] ?? '';
    if (this.#running.has(request) && !this.#outcomes.has(request) && this.#writer !== request) {
      this.cancelled += 1;
      await this.#finish(request, 'CANCELLED', step);
    }
    await step();
    await this.#store.resume(SCOPE);
    await this.#advance(step);
  }

  async #advance(step: () => Promise<void>): Promise<void> {
    await step();
    await advanceLease(this.#store, SCOPE, NOW, async (request, fence) => {
      await step();
      this.#waiting.get(request)?.(fence);
    });
  }

  #check(requests: readonly string[]): void {
    const { holder, queue } = this.#store.leases.get(SCOPE) ?? { holder: undefined, queue: [] };
    if (holder) this.problems.push(`${holder.requestKey} still holds`);
    if (queue.length > 0) this.problems.push(`${queue.join()} still queue`);
    for (const request of requests) {
      const outcome = this.#outcomes.get(request);
      const isDone = outcome === 'COMPLETED' || outcome === 'CANCELLED' || this.crashed.has(request);
      if (!isDone) this.problems.push(`${request} ended as ${this.#outcomes.get(request) ?? 'nothing'}`);
      const turns = this.turnsTaken.filter((turn) => turn === request).length;
      if (turns > 1) this.problems.push(`${request} had ${turns} turns`);
    }
  }
}
