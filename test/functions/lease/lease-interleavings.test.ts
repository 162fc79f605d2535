import { expect, test } from 'vitest';
import type { Lease } from '../../../core/lease/lease.ts';
import { advanceLease } from '../../../functions/lease/advance-lease.ts';
import { memoryLeaseStore } from './memory-lease-store.ts';
import { RandomSchedule } from './random-schedule.ts';

const INTERLEAVINGS = 10_000;
const SCOPE = 'ACCOUNT_AND_REGION';
const NOW = '2026-11-22T00:00:00.000Z';

test(`${INTERLEAVINGS} random interleavings of requests, duplicates, crashes and sweeps keep one turn at a time`, async () => {
  let crashes = 0;
  let turns = 0;
  for (let seed = 1; seed <= INTERLEAVINGS; seed++) {
    const world = new World(seed);
    await world.run();
    crashes += world.crashed.size;
    turns += world.turnsTaken.length;
    expect(world.problems, `seed ${seed}`).toEqual([]);
  }
  expect(crashes).toBeGreaterThan(INTERLEAVINGS / 2);
  expect(turns).toBeGreaterThan(INTERLEAVINGS);
});

/** A few executions that queue, write and leave, each of which may die at any of its steps; and a sweeper. */
class World {
  readonly problems: string[] = [];
  readonly crashed = new Set<string>();
  readonly turnsTaken: string[] = [];
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
    await this.#schedule.runToEnd();
    for (let rounds = 0; rounds < requests.length + 1; rounds++) {
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
        if (this.#writer === name) this.#writer = undefined;
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
    (await this.#store.release(SCOPE, request, undefined)) || (await this.#store.withdraw(SCOPE, request));
    await this.#advance(step);
    this.#running.delete(request);
  }

  async #sweep(times: number): Promise<void> {
    const step = () => this.#schedule.step('sweeper');
    for (let time = 0; time < times; time++) {
      await step();
      const { holder, queue }: Lease = await this.#store.read(SCOPE);
      for (const request of [...(holder ? [holder.requestKey] : []), ...queue]) {
        await step();
        if (this.crashed.has(request)) await this.#finish(request, 'ABORTED', step);
      }
      await this.#advance(step);
    }
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
      const isDone = this.#outcomes.get(request) === 'COMPLETED' || this.crashed.has(request);
      if (!isDone) this.problems.push(`${request} ended as ${this.#outcomes.get(request) ?? 'nothing'}`);
      const turns = this.turnsTaken.filter((turn) => turn === request).length;
      if (turns > 1) this.problems.push(`${request} had ${turns} turns`);
    }
  }
}
