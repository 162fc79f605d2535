import { createClockDate } from './clock-date.ts';
import { createTimerList } from './timer-list.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What keeps the process from rest: other immediates, and requests to the system. */
const BUSY = /^Immediate$|Req/;

/**
 * A clock that stands still while anything can run, and jumps to the next timer at rest. No real time gets in, so the
 * order of everything follows from the order of the timers alone: it is the scheduler of a run that can be replayed.
 */
export function createStandingClock(startAt: number): VirtualClock {
  const timers = createTimerList();
  let now = startAt;
  let held = 0;
  let isLooking = false;
  let isClosed = false;

  const lookSoon = () => {
    if (isLooking || isClosed) return;
    isLooking = true;
    setImmediate(look);
  };
  const look = () => {
    isLooking = false;
    if (isClosed || held > 0) return;
    if (process.getActiveResourcesInfo().some((name) => BUSY.test(name))) return lookSoon();
    const next = timers.next();
    if (!next) return;
    timers.remove(next);
    now = Math.max(now, next.due);
    try {
      next.fire();
    } finally {
      lookSoon();
    }
  };
  const clock: VirtualClock = {
    speed: Number.POSITIVE_INFINITY,
    now: () => Math.floor(now),
    delay: (ms) => new Promise((resolve) => void clock.setTimeout(() => resolve(), ms)),
    setTimeout(callback, ms = 0, ...args) {
      const timer = { due: now + (Number.isFinite(ms) ? Math.max(0, ms) : 0), fire: () => callback(...args) };
      timers.add(timer);
      lookSoon();
      return timer;
    },
    clearTimeout(timer) {
      if (timer) timers.remove(timer);
    },
    Date: createClockDate(() => clock.now()),
    // For real work that the runtime does not count, such as what another process does.
    enter() {
      held += 1;
    },
    leave() {
      held -= 1;
      if (held === 0) lookSoon();
    },
    // Rest is seen by itself, and whoever waits for this clock meanwhile must get his turn.
    during: (run) => run(),
    close() {
      isClosed = true;
      timers.clear();
    },
  };
  return clock;
}
