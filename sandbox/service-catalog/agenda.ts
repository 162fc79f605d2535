/** What will happen by itself, in the order of its time. Nothing runs until the time is asked for. */
export class Agenda {
  readonly #entries: { readonly at: number; readonly run: (at: number) => void }[] = [];

  /** @param at milliseconds since the epoch; what is due at the same time runs in the order it was scheduled. */
  schedule(at: number, run: (at: number) => void): void {
    let position = this.#entries.length;
    while (position > 0 && (this.#entries[position - 1]?.at ?? 0) > at) {
      position -= 1;
    }
    this.#entries.splice(position, 0, { at, run });
  }

  /** Runs all that is due by `now`, including what running it schedules. */
  advanceTo(now: number): void {
    for (let next = this.#entries[0]; next && next.at <= now; next = this.#entries[0]) {
      this.#entries.shift();
      next.run(next.at);
    }
  }
}
