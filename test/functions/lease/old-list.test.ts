import { expect, test } from 'vitest';
import { NO_LEASE } from '../../../core/lease/lease.ts';
import type { LeaseSettings } from '../../../core/lease/lease-section.ts';
import type { LeaseStore } from '../../../core/lease/lease-store.ts';
import { placeOf } from '../../../core/lease/place.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { advanceLease } from '../../../functions/lease/advance-lease.ts';
import { joinQueue } from '../../../functions/lease/join-queue.ts';
import { leaveLease } from '../../../functions/lease/leave-lease.ts';
import { bySize } from '../../size.ts';
import { MemoryLeaseStore } from './memory-lease-store.ts';
import { type Actor, RandomSchedule } from './random-schedule.ts';

const INTERLEAVINGS = bySize({ quick: 500, prove: 5_000, whole: 20_000 });
const SCOPE = 'S';
const NOW = '2026-11-22T00:00:00.000Z';
const SETTINGS = { longestQueue: 100, drainSeconds: 60, drainBlindSeconds: 60 } as LeaseSettings;

/**
 * The hours of an upgrade: some wait in the list of version 0.1.0, whose functions still append to it and grant from
 * it; some of them are tried again by the new functions, and stand in both; others join the new queue.
 */
class Upgrade {
  readonly problems: string[] = [];
  readonly writes = new Map<string, number>();
  readonly #schedule: RandomSchedule;
  readonly #store = new MemoryLeaseStore();
  readonly #asleep = new Set<string>();
  readonly #cancelled = new Set<string>();
  #writer: string | undefined;

  constructor(seed: number) {
    this.#schedule = new RandomSchedule(seed, 2);
    this.#store.leases.set(SCOPE, { ...NO_LEASE, queue: ['old-1', 'old-2'] });
    for (const key of ['old-1', 'old-2']) this.#asleep.add(key);
  }

  async run(): Promise<void> {
    const below = (bound: number) => this.#schedule.below(bound);
    this.#join('new-1', 'SHARE', 1);
    this.#join('new-2', 'UNSHARE', 2);
    if (below(2) === 0) this.#join('old-1', 'SHARE', 0);
    if (below(2) === 0) void this.#appendAsBefore('old-3');
    if (below(2) === 0) void this.#advanceAsBefore();
    if (below(3) === 0) void this.#cancel('old-2');
    void this.#advance({});
    await this.#schedule.runToEnd(() => undefined);
    this.#schedule.faultsLeft = 0;
    for (let sweep = 0; sweep < 12; sweep++) {
      void this.#advance({});
      await this.#schedule.runToEnd(() => undefined);
    }
    this.#checkEnd();
  }

  #join(requestKey: string, action: 'SHARE' | 'UNSHARE', number: number, attempt = 1): void {
    this.#asleep.add(requestKey);
    // Once it is told, its task is over, and nothing tries it again.
    const retry = () => this.#asleep.has(requestKey) && this.#join(requestKey, action, number, attempt + 1);
    const actor = { onFault: () => void retry() };
    const waiting = {
      requestKey,
      turn: 1,
      scope: SCOPE,
      place: placeOf(action, number, requestKey, 1),
      taskToken: `${requestKey} ${attempt}`,
      tokenAt: `${attempt}`.padStart(6, '0'),
      acceptedAt: NOW,
    };
    void joinQueue(this.#stepping(actor), waiting, 100).then(() => this.#advance(actor));
  }

  /** As acquireLease of 0.1.0 queues. */
  async #appendAsBefore(requestKey: string): Promise<void> {
    for (let steps = this.#schedule.below(60); steps >= 0; steps--) await this.#schedule.step({});
    // One write, list_append: nothing comes between.
    const lease = this.#store.leases.get(SCOPE) ?? NO_LEASE;
    this.#asleep.add(requestKey);
    this.#store.leases.set(SCOPE, { ...lease, queue: [...(lease.queue ?? []), requestKey] });
  }

  /** As any function of 0.1.0 grants, which knows no tickets, and tells the token in the request's record. */
  async #advanceAsBefore(): Promise<void> {
    await this.#schedule.step({});
    const { holder, draining, fence, queue = [] } = await this.#store.read(SCOPE);
    const [first] = queue;
    if (holder || draining || first === undefined) return;
    await this.#schedule.step({});
    const granted = { requestKey: first, fence: fence + 1, grantedAt: NOW };
    if (await this.#store.grantListed(SCOPE, granted)) this.#told(first, fence + 1);
  }

  async #advance(actor: Actor): Promise<void> {
    await advanceLease(this.#stepping(actor), SCOPE, NOW, async ({ requestKey }, { fence }) => {
      await this.#schedule.step(actor);
      this.#told(requestKey, fence);
    });
  }

  #told(requestKey: string, fence: number): void {
    if (this.#asleep.delete(requestKey)) void this.#carryOut(requestKey, fence);
  }

  async #carryOut(requestKey: string, fence: number): Promise<void> {
    const store = this.#stepping({});
    if (await store.confirm(SCOPE, requestKey, fence, NOW)) {
      if (this.#writer !== undefined) this.problems.push(`${requestKey} writes beside ${this.#writer}`);
      this.#writer = requestKey;
      this.writes.set(requestKey, (this.writes.get(requestKey) ?? 0) + 1);
      await this.#schedule.step({});
      this.#writer = undefined;
    }
    await this.#leave(requestKey);
  }

  async #cancel(requestKey: string): Promise<void> {
    await this.#schedule.step({});
    if (!this.#asleep.delete(requestKey)) return;
    this.#cancelled.add(requestKey);
    await this.#leave(requestKey);
  }

  async #leave(requestKey: string): Promise<void> {
    await leaveLease(this.#stepping({}), SCOPE, { requestKey } as RequestRecord, SETTINGS, NOW);
    await this.#advance({});
  }

  #stepping(actor: Actor): LeaseStore {
    return new Proxy(this.#store as LeaseStore, {
      get:
        (store, name) =>
        async (...args: readonly unknown[]) => {
          await this.#schedule.step(actor);
          const call = store[name as keyof LeaseStore] as (...given: readonly unknown[]) => Promise<unknown>;
          const { holder: before, queue = [] } = await this.#store.read(SCOPE);
          const answer = await call.apply(store, [...args]);
          const [, holder] = args as [string, { readonly requestKey: string }];
          // A grant that is repeated is true still, whoever was listed since.
          if (!before && name === 'grant' && answer && holder.requestKey === 'new-1' && queue.length > 0)
            this.problems.push(`new-1 was granted before ${queue.join()}`);
          return answer;
        },
    });
  }

  #checkEnd(): void {
    const { holder, queue = [] } = this.#store.leases.get(SCOPE) ?? NO_LEASE;
    const places = this.#store.places.get(SCOPE) ?? [];
    if (holder) this.problems.push(`${holder.requestKey} still holds`);
    if (queue.length + places.length > 0) this.problems.push(`${[...queue, ...places].join()} still wait`);
    for (const key of this.#asleep) this.problems.push(`${key} sleeps for ever`);
    for (const [key, times] of this.writes)
      if (times !== 1) this.problems.push(`${key} wrote ${times} times`);
    for (const key of ['old-1', 'old-2', 'new-1', 'new-2'])
      if (!this.writes.has(key) && !this.#cancelled.has(key)) this.problems.push(`${key} never wrote`);
  }
}

test(`${INTERLEAVINGS} interleavings of an upgrade, with the list of version 0.1.0 and its functions beside the new queue, lose nobody and keep one share at a time`, async () => {
  for (let seed = 1; seed <= INTERLEAVINGS; seed++) {
    const upgrade = new Upgrade(seed);
    await upgrade.run();
    expect(upgrade.problems, `seed ${seed}`).toEqual([]);
  }
}, 120_000);
