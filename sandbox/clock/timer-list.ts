/** One armed timer; `due` in nominal milliseconds since the epoch. */
export interface Timer {
  readonly due: number;
  readonly fire: () => void;
}

export interface TimerList {
  add(timer: Timer): void;
  remove(timer: Timer): void;
  next(): Timer | undefined;
  clear(): void;
}

/** Timers in the order in which they are due; those due at the same instant in the order of their arming. */
export function createTimerList(): TimerList {
  const timers: Timer[] = [];

  return {
    add(timer) {
      timers.splice(firstDueAfter(timers, timer.due), 0, timer);
    },
    remove(timer) {
      const index = timers.indexOf(timer);
      if (index >= 0) timers.splice(index, 1);
    },
    next: () => timers[0],
    clear() {
      timers.length = 0;
    },
  };
}

function firstDueAfter(timers: readonly Timer[], due: number): number {
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timers[middle]?.due ?? Number.POSITIVE_INFINITY) <= due) low = middle + 1;
    else high = middle;
  }
  return low;
}
