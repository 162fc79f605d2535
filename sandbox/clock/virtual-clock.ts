import type { Clock } from './clock.ts';
import { createClockDate } from './clock-date.ts';
import { createTimerList, type Timer } from './timer-list.ts';

/** A clock whose idle time runs `speed` times as fast as real time, and whose busy time runs as real time does. */
export interface VirtualClock extends Clock {
  readonly speed: number;
  /** Like the global of that name, in nominal milliseconds and without its limit of 24.8 days. */
  setTimeout(callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): Timer;
  clearTimeout(timer: Timer | undefined): void;
  /** A `Date` whose now is this clock's. */
  readonly Date: DateConstructor;
  /** Real work begins (an invocation, a request): nominal time runs as real time until every {@link leave}. */
  enter(): void;
  leave(): void;
  /** Runs `work` between {@link enter} and {@link leave}. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Disarms every timer, for good. */
  close(): void;
}

/** The longest delay that the runtime's own timers keep; a longer one is armed again. */
const longestRealDelayMs = 2 ** 31 - 1;

/**
 * Dividing every time-out by the speed would let a cold start of 80 ms overrun a time-out of 30 s, so only idle
 * time is scaled: while work is in flight, and until the event loop has come to rest after it, one nominal
 * millisecond is a real one. Timers fire one per turn, each at exactly its nominal instant.
 */
export function createVirtualClock({
  speed = 1,
  startAt = Date.now(),
}: {
  speed?: number;
  startAt?: number;
} = {}): VirtualClock {
  if (!(Number.isFinite(speed) && speed > 0)) {
    throw new RangeError(`speed is ${speed}; expected a number above 0, 1 being real time.`);
  }

  const timers = createTimerList();
  let nominalAtMark = startAt;
  let realAtMark = performance.now();
  let rate = 1;
  let inFlight = 0;
  let work = 0;
  let alarm: NodeJS.Timeout | undefined;
  let closed = false;

  const exactNow = () => {
    const flowed = nominalAtMark + (performance.now() - realAtMark) * rate;
    const next = timers.next();
    return next === undefined ? flowed : Math.min(flowed, Math.max(next.due, nominalAtMark));
  };
  const mark = (nominal: number, nextRate: number) => {
    nominalAtMark = nominal;
    realAtMark = performance.now();
    rate = nextRate;
  };
  const arm = () => {
    clearTimeout(alarm);
    const next = timers.next();
    if (next === undefined || closed) return;
    const realDelayMs = Math.ceil(Math.max(0, next.due - exactNow()) / rate);
    alarm = setTimeout(ring, Math.min(realDelayMs, longestRealDelayMs));
  };
  const ring = () => {
    const next = timers.next();
    if (next === undefined) return;
    if (exactNow() < next.due) return arm();
    mark(Math.max(next.due, nominalAtMark), 1);
    timers.remove(next);
    try {
      next.fire();
    } finally {
      rest();
    }
  };
  /** Real speed until two turns of the event loop passed in which no work began. */
  const rest = () => {
    mark(exactNow(), 1);
    arm();
    const seen = ++work;
    setImmediate(() =>
      setImmediate(() => {
        if (seen !== work || inFlight > 0) return;
        mark(exactNow(), speed);
        arm();
      }),
    );
  };

  const clock: VirtualClock = {
    speed,
    now: () => Math.floor(exactNow()),
    delay: (ms) => new Promise((resolve) => void clock.setTimeout(() => resolve(), ms)),
    setTimeout(callback, ms = 0, ...args) {
      const delayMs = Number.isFinite(ms) ? Math.max(0, ms) : 0;
      const timer = { due: exactNow() + delayMs, fire: () => callback(...args) };
      timers.add(timer);
      if (timers.next() === timer) arm();
      return timer;
    },
    clearTimeout(timer) {
      if (timer === undefined) return;
      const wasNext = timers.next() === timer;
      if (wasNext) mark(exactNow(), rate);
      timers.remove(timer);
      if (wasNext) arm();
    },
    Date: createClockDate(() => clock.now()),
    enter() {
      if (inFlight++ > 0) return;
      work++;
      mark(exactNow(), 1);
      arm();
    },
    leave() {
      if (--inFlight === 0) rest();
    },
    async during(run) {
      clock.enter();
      try {
        return await run();
      } finally {
        clock.leave();
      }
    },
    close() {
      closed = true;
      clearTimeout(alarm);
      timers.clear();
    },
  };
  rest();
  return clock;
}
