/** A process of a schedule: a function's attempt, which may die or freeze at any of its steps, or something that may not. */
export interface Actor {
  /** Called where it dies or freezes; the one who waits for it tries again. A frozen one goes on, any time later. */
  readonly onFault?: (fault: 'DIES' | 'FREEZES') => void;
}

/**
 * Runs processes one step at a time in a random order that a seed decides, and lets some of them die or freeze at
 * a step: one that dies is simply never resumed, as a killed function is not.
 */
export class RandomSchedule {
  faultsLeft: number;
  readonly counted = { deaths: 0, freezes: 0, steps: 0 };
  readonly #ready: { readonly actor: Actor; readonly resume: () => void }[] = [];
  readonly #frozen: (() => void)[] = [];
  #random: number;

  constructor(seed: number, faults: number) {
    this.#random = Math.imul(seed, 2_654_435_761) >>> 0 || 1;
    this.faultsLeft = faults;
  }

  step(actor: Actor): Promise<void> {
    return new Promise((resume) => this.#ready.push({ actor, resume }));
  }

  async runToEnd(check: () => void): Promise<void> {
    await settle();
    while (this.#ready.length + this.#frozen.length > 0) {
      this.#next();
      this.counted.steps += 1;
      await settle();
      check();
    }
  }

  #next(): void {
    if (this.#frozen.length > 0 && (this.#ready.length === 0 || this.below(12) === 0)) {
      this.#frozen.splice(this.below(this.#frozen.length), 1)[0]?.();
      return;
    }
    const [next] = this.#ready.splice(this.below(this.#ready.length), 1);
    if (!next) return;
    const { onFault } = next.actor;
    if (!onFault || this.faultsLeft === 0 || this.below(10) > 0) {
      next.resume();
      return;
    }
    this.faultsLeft -= 1;
    const fault = this.below(2) === 0 ? 'DIES' : 'FREEZES';
    this.counted[fault === 'DIES' ? 'deaths' : 'freezes'] += 1;
    if (fault === 'FREEZES') this.#frozen.push(next.resume);
    onFault(fault);
  }

  /** xorshift32: the same for a seed on every machine. */
  below(bound: number): number {
    this.#random ^= this.#random << 13;
    this.#random ^= this.#random >>> 17;
    this.#random ^= this.#random << 5;
    this.#random >>>= 0;
    return this.#random % bound;
  }
}

/** Lets every promise that is ready run, up to the next step. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 14; turns++) await null;
}
