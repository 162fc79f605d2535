import { NO_LEASE } from '../../../core/lease/lease.ts';
import type { LeaseSettings } from '../../../core/lease/lease-section.ts';
import type { LeaseStore } from '../../../core/lease/lease-store.ts';
import { placeOf, readPlace } from '../../../core/lease/place.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { advanceLease } from '../../../functions/lease/advance-lease.ts';
import { joinQueue } from '../../../functions/lease/join-queue.ts';
import { leaveLease } from '../../../functions/lease/leave-lease.ts';
import { MemoryLeaseStore, type Planted } from './memory-lease-store.ts';
import { type Actor, RandomSchedule } from './random-schedule.ts';

const SCOPE = 'S';
const NOW = '2026-11-22T00:00:00.000Z';
const SETTINGS = { longestQueue: 100, drainSeconds: 60, drainBlindSeconds: 60 } as LeaseSettings;

type Phase = 'QUEUED' | 'PLANNING' | 'ASIDE' | 'LEAVING' | 'DONE' | 'DEAD';

interface Request {
  readonly key: string;
  readonly action: 'SHARE' | 'UNSHARE';
  readonly number: number;
  readonly turns: number;
  phase: Phase;
  turn: number;
  attempt: number;
  fence: number;
  /** Nothing is begun for it any more. */
  isStopped: boolean;
  isCancelled: boolean;
  isWriting: boolean;
  /** The attempt that writes, or wrote. */
  writer: number;
  writes: number;
  /** The turn whose place was once put. */
  placedTurn: number;
}

/** Faults of the functions themselves that a test may plant. */
export type PlantedFault = Planted | 'place-without-turn' | 'place-before-ticket' | 'gives-up-when-refused';

class GivesUp extends Error {}

/**
 * A few requests with one turn or two, each a machine whose functions die, freeze and are tried again, while a
 * share runs on without its execution; further callers of advance; an operator who cancels, pauses and resumes; a
 * sweeper at the end. Every write to the ledger is a step of its own; some answers are lost, and the repeated
 * write meets its own first one.
 */
export class LeaseWorld {
  readonly problems: string[] = [];
  readonly schedule: RandomSchedule;
  readonly counted = { drained: 0, cancelled: 0, secondTurns: 0, lost: 0, grants: 0 };
  readonly store: MemoryLeaseStore;
  readonly #planted: PlantedFault | undefined;
  readonly #requests: readonly Request[];
  readonly #isFaulty: boolean;
  #lostLeft: number;

  constructor(seed: number, planted?: PlantedFault) {
    this.#planted = planted;
    this.store = new MemoryLeaseStore(planted as Planted);
    const draw = new RandomSchedule(seed, 0);
    this.#isFaulty = draw.below(4) > 0;
    this.schedule = new RandomSchedule(seed, this.#isFaulty ? draw.below(4) : 0);
    this.#lostLeft = draw.below(3);
    this.#requests = Array.from({ length: 2 + draw.below(4) }, (_, at) => ({
      key: `req-${at}`,
      action: draw.below(3) === 0 ? 'UNSHARE' : 'SHARE',
      number: at + 1,
      turns: draw.below(3) === 0 ? 2 : 1,
      phase: 'QUEUED',
      turn: 1,
      attempt: 0,
      fence: 0,
      isStopped: false,
      isCancelled: false,
      isWriting: false,
      writer: 0,
      writes: 0,
      placedTurn: 0,
    }));
  }

  async run(): Promise<void> {
    await this.store.open(SCOPE);
    const check = () => this.#check();
    for (const request of this.#requests) this.#attempt(request);
    for (let more = this.schedule.below(3); more > 0; more--) void this.#advance({});
    if (this.schedule.below(2) === 0) void this.#pauseAndResume();
    for (let more = this.schedule.below(3); more > 0; more--) void this.#cancel();
    if (this.#isFaulty && this.schedule.below(2) === 0) void this.#abort();
    await this.schedule.runToEnd(check);
    const isClean = this.schedule.counted.deaths + this.schedule.counted.freezes === 0 && !this.#wasAborted;
    if (isClean) this.#checkEnd('without a sweep');
    this.schedule.faultsLeft = 0;
    for (let sweep = 0; sweep < 3 * this.#requests.length + 3; sweep++) {
      void this.#sweep();
      await this.schedule.runToEnd(check);
    }
    this.counted.grants = this.store.leases.get(SCOPE)?.fence ?? 0;
    this.#checkEnd('after the sweeps');
  }

  #wasAborted = false;

  /** The machine calls the function of its state, with a token of this attempt. */
  #attempt(request: Request): void {
    request.attempt += 1;
    const { attempt, phase, turn, fence } = request;
    const isCurrent = () => request.attempt === attempt && request.phase === phase;
    const actor: Actor = {
      onFault: (fault) => {
        const isWriter = request.writer === attempt;
        // Service Catalog goes on with a share whose function is dead.
        if (isWriter && fault === 'DIES') void this.#runOn(request);
        if (!isCurrent()) return;
        if (isWriter && fault === 'DIES') this.#die(request);
        else if (!isWriter) this.#attempt(request);
      },
    };
    const task = {
      QUEUED: () => this.#join(actor, request, turn, attempt),
      PLANNING: () => this.#plan(actor, request, { turn, fence, attempt }, isCurrent),
      ASIDE: () => this.#stepAside(actor, request, fence),
      LEAVING: () => this.#leave(actor, request),
    }[phase as 'QUEUED'];
    void task?.().then((next) => {
      if (next !== undefined && isCurrent()) this.#enter(request, next);
    });
  }

  #enter(request: Request, phase: Phase): void {
    request.phase = phase;
    if (phase === 'QUEUED') {
      request.turn += 1;
      this.counted.secondTurns += 1;
    }
    if (phase !== 'DONE') this.#attempt(request);
  }

  async #join(actor: Actor, request: Request, turn: number, attempt: number): Promise<Phase | undefined> {
    const store = this.#stepping(actor);
    const placedTurn = this.#planted === 'place-without-turn' ? 0 : turn;
    const waiting = {
      requestKey: request.key,
      turn,
      scope: SCOPE,
      place: placeOf(request.action, request.number, request.key, placedTurn),
      taskToken: `${request.key} ${turn} ${attempt}`,
      tokenAt: `${attempt}`.padStart(6, '0'),
      acceptedAt: NOW,
    };
    if (this.#planted === 'place-before-ticket') await store.putPlace(SCOPE, waiting.place, NOW);
    const joined = await joinQueue(store, waiting, 100);
    if (joined === 'OVER') return 'LEAVING';
    await this.#advance(actor);
    return undefined; // asleep on its token
  }

  async #plan(
    actor: Actor,
    request: Request,
    { turn, fence, attempt }: { readonly turn: number; readonly fence: number; readonly attempt: number },
    isCurrent: () => boolean,
  ): Promise<Phase | undefined> {
    const store = this.#stepping(actor);
    if (!(await store.confirm(SCOPE, request.key, fence, NOW))) return 'LEAVING';
    await this.schedule.step(actor);
    if (request.isStopped) return 'LEAVING';
    if (!isCurrent() && request.phase !== 'DEAD') return undefined; // its intent is refused: a later attempt's stands
    if (turn < request.turns) return 'ASIDE';
    // In one step, as the intent to write is recorded on condition that the request is not stopped.
    if (this.#requests.some((other) => other.isWriting))
      this.problems.push(`${request.key} writes beside another`);
    request.isWriting = true;
    request.writer = attempt;
    request.writes += 1;
    for (let steps = this.schedule.below(6); steps >= 0; steps--) await this.schedule.step(actor);
    request.isWriting = false;
    request.writer = 0;
    return 'LEAVING';
  }

  async #stepAside(actor: Actor, request: Request, fence: number): Promise<Phase> {
    await this.#stepping(actor).release(SCOPE, request.key, fence, undefined);
    await this.#advance(actor);
    return 'QUEUED';
  }

  async #leave(actor: Actor, request: Request): Promise<Phase> {
    await this.schedule.step(actor);
    request.isStopped = true;
    const record = {
      requestKey: request.key,
      fence: request.fence,
      ...(request.isWriting && { intent: { answer: 'UNANSWERED' } }),
    } as RequestRecord;
    await leaveLease(this.#stepping(actor), SCOPE, record, SETTINGS, NOW);
    await this.#advance(actor);
    return 'DONE';
  }

  async #advance(actor: Actor): Promise<void> {
    try {
      await advanceLease(this.#stepping(actor), SCOPE, NOW, async ({ requestKey, taskToken }, { fence }) => {
        await this.schedule.step(actor);
        this.#told(requestKey, taskToken, fence);
      });
    } catch (error) {
      if (!(error instanceof GivesUp)) throw error;
    }
  }

  #told(requestKey: string, taskToken: string | undefined, fence: number): void {
    const request = this.#requests.find(({ key }) => key === requestKey);
    const ticket = this.store.tickets.get(requestKey);
    if (!request || !ticket) return;
    const [, toldTurn = ''] = (taskToken ?? '').split(' ');
    if (ticket.state !== 'ENDED' && (ticket.fence ?? 0) < fence && ticket.turn <= Number(toldTurn)) {
      this.problems.push(`${requestKey} was told ${fence} before it was recorded`);
    }
    if (request.phase !== 'QUEUED' || taskToken !== `${requestKey} ${request.turn} ${request.attempt}`)
      return;
    request.fence = fence;
    this.#enter(request, 'PLANNING');
  }

  /** An execution ends at a step of its write: its share runs on, and whoever finds it leaves for it. */
  #die(request: Request): void {
    this.#wasAborted = true;
    request.phase = 'DEAD';
    request.attempt += 1;
    void this.#leave({}, request);
  }

  async #runOn(request: Request): Promise<void> {
    for (let steps = this.schedule.below(12); steps >= 0; steps--) await this.schedule.step({});
    request.isWriting = false;
  }

  /** Somebody stops an execution; its function goes on to its end, and its share too. */
  async #abort(): Promise<void> {
    await this.#pauseOf(20);
    const request = this.#anyOf('QUEUED', 'PLANNING', 'ASIDE', 'LEAVING');
    if (!request) return;
    this.#wasAborted = true;
    request.phase = 'DEAD';
    request.attempt += 1;
    await this.#leave({}, request);
  }

  async #cancel(): Promise<void> {
    await this.#pauseOf(20);
    const request = this.#anyOf('QUEUED');
    if (!request) return;
    request.isCancelled = true;
    this.counted.cancelled += 1;
    this.#enter(request, 'LEAVING');
  }

  async #pauseAndResume(): Promise<void> {
    await this.#pauseOf(10);
    await this.store.pause(SCOPE, NOW);
    await this.#pauseOf(10);
    await this.store.resume(SCOPE);
    await this.#advance({});
  }

  async #sweep(): Promise<void> {
    const { draining } = this.store.leases.get(SCOPE) ?? NO_LEASE;
    const isOver =
      draining && !this.#requests.some(({ key, isWriting }) => key === draining.requestKey && isWriting);
    if (isOver && (await this.store.endDraining(SCOPE, draining))) this.counted.drained += 1;
    for (const request of this.#requests.filter(({ phase }) => phase === 'DEAD'))
      await this.#leave({}, request);
    await this.#advance({});
    await this.store.recount(SCOPE);
  }

  /** The store, with a step before each of its calls, and now and then an answer that is lost. */
  #stepping(actor: Actor): LeaseStore {
    const store = this.store;
    const write = async (name: keyof LeaseStore, args: readonly unknown[]) => {
      await this.schedule.step(actor);
      const call = store[name] as (...given: readonly unknown[]) => Promise<unknown>;
      let answer = await call.apply(store, [...args]);
      if (LOSABLE.includes(name) && this.#lostLeft > 0 && this.schedule.below(15) === 0) {
        this.#lostLeft -= 1;
        this.counted.lost += 1;
        answer = await call.apply(store, [...args]);
      }
      if (name === 'putPlace') this.#notePlace(String(args[1]));
      if (name === 'grant' && answer === false && this.#planted === 'gives-up-when-refused')
        throw new GivesUp();
      return answer;
    };
    return new Proxy(store, {
      get:
        (_, name) =>
        (...args: readonly unknown[]) =>
          write(name as keyof LeaseStore, args),
    });
  }

  #notePlace(key: string): void {
    const { requestKey, turn } = readPlace(key);
    const request = this.#requests.find((one) => one.key === requestKey);
    if (request) request.placedTurn = Math.max(request.placedTurn, turn);
  }

  #check(): void {
    const { holder, draining, pausedAt } = this.store.leases.get(SCOPE) ?? NO_LEASE;
    const places = this.store.places.get(SCOPE) ?? [];
    for (const { key, isWriting, placedTurn } of this.#requests) {
      if (isWriting && holder?.requestKey !== key && draining?.requestKey !== key) {
        this.problems.push(`${key} writes, and neither holds nor drains`);
      }
      const ticket = this.store.tickets.get(key);
      const waits = ticket?.state === 'WAITING' && ticket.closedAt === undefined && placedTurn >= ticket.turn;
      if (waits && !places.some((place) => readPlace(place).requestKey === key)) {
        this.problems.push(`turn ${ticket.turn} of ${key} waits and stands nowhere`);
      }
    }
    const fence = this.store.leases.get(SCOPE)?.fence ?? 0;
    if (fence < this.#lastFence) this.problems.push(`fence ${fence} after ${this.#lastFence}`);
    const isRegranted =
      holder && fence === this.#lastFence && holder.fence === fence && this.#lastHolder !== holder.requestKey;
    if (isRegranted) this.problems.push(`fence ${fence} granted twice`);
    if (fence > this.#lastFence && this.#wasPaused) this.problems.push(`fence ${fence} granted in a pause`);
    this.#wasPaused = pausedAt !== undefined;
    this.#lastFence = fence;
    if (holder) this.#lastHolder = holder.requestKey;
  }

  #lastFence = 0;
  #lastHolder = '';
  #wasPaused = false;

  #checkEnd(when: string): void {
    const { holder } = this.store.leases.get(SCOPE) ?? NO_LEASE;
    if (holder) this.problems.push(`${holder.requestKey} still holds ${when}`);
    const left = this.store.places.get(SCOPE)?.length ?? 0;
    if (left > 0) this.problems.push(`${left} still queue ${when}`);
    for (const { key, phase, isCancelled, isStopped, writes } of this.#requests) {
      const isOver = phase === 'DONE' || (phase === 'DEAD' && isStopped);
      if (!isOver) this.problems.push(`${key} is ${phase} ${when}`);
      if (phase === 'DONE' && !isCancelled && writes !== 1)
        this.problems.push(`${key} is done with ${writes} writes`);
    }
  }

  async #pauseOf(steps: number): Promise<void> {
    for (let left = this.schedule.below(steps); left >= 0; left--) await this.schedule.step({});
  }

  #anyOf(...phases: Phase[]): Request | undefined {
    const fitting = this.#requests.filter(({ phase }) => phases.includes(phase));
    return fitting[this.schedule.below(fitting.length || 1)];
  }
}

const LOSABLE: readonly (keyof LeaseStore)[] = [
  'beginTurn',
  'putPlace',
  'addWaiting',
  'grant',
  'takeGrant',
  'giveBack',
  'removePlace',
  'release',
  'closeTicket',
];
