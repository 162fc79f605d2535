/** What will happen by itself, in the order of its time. Nothing runs until the time is asked for. */
export class Agenda {
  readonly #entries: { readonly at: number; readonly run: (at: number) => void }[] = [];
  #time: number;

  /** @param startedAt milliseconds since the epoch. */
  constructor(startedAt: number) {
    this.#time = startedAt;
  }

  /** Of what happens at the moment, which is before the clock's where that was not asked for a while. */
  get time(): number {
    return this.#time;
  }

  /** @param at milliseconds since the epoch; what is due at the same time runs in the order it was scheduled. */
  schedule(at: number, run: (at: number) => void): void {
    let position = this.#entries.length;
    while (position > 0 && (this.#entries[position - 1]?.at ?? 0) > at) {
      position -= 1;
    }
    this.#entries.splice(position, 0, { at, run });
  }

  /** Does something after so many seconds, or at once where there are none. */
  after(seconds: number, run: () => void): void {
    if (seconds === 0) {
      run();
    } else {
      this.schedule(this.#time + seconds * 1000, run);
    }
  }

  /** Runs all that is due by `now`, including what running it schedules. */
  advanceTo(now: number): void {
    for (let next = this.#entries[0]; next && next.at <= now; next = this.#entries[0]) {
      this.#entries.shift();
      this.#time = next.at;
      next.run(next.at);
    }
    this.#time = Math.max(this.#time, now);
  }

  /** Runs all that is scheduled as if it were due, and leaves the time as it is. */
  settle(): void {
    for (let next = this.#entries.shift(); next; next = this.#entries.shift()) {
      next.run(next.at);
    }
  }
}
