/**
 * Runs processes one step at a time in a random order that a seed decides, and lets some of them die at a
 * step: a process that dies is simply never resumed, as a killed function is not.
 */
export class RandomSchedule {
  readonly #ready: { readonly name: string; readonly resume: () => void }[] = [];
  readonly #onDeath = new Map<string, (name: string) => void>();
  #random: number;

  constructor(seed: number) {
    this.#random = Math.imul(seed, 2_654_435_761) >>> 0;
  }

  /** Processes with `onDeath` may die, one step in twelve. */
  spawn(name: string, process: () => Promise<void>, onDeath?: (name: string) => void): void {
    if (onDeath) this.#onDeath.set(name, onDeath);
    void process();
  }

  step(name: string): Promise<void> {
    return new Promise((resume) => this.#ready.push({ name, resume }));
  }

  /** A wait that another process ends; it takes a step once it has. */
  async waitFor<T>(name: string, promise: Promise<T>): Promise<T> {
    const value = await promise;
    await this.step(name);
    return value;
  }

  async runToEnd(): Promise<void> {
    await settle();
    while (this.#ready.length > 0) {
      const [next] = this.#ready.splice(this.below(this.#ready.length), 1);
      if (!next) continue;
      const onDeath = this.#onDeath.get(next.name);
      if (onDeath && this.below(12) === 0) onDeath(next.name);
      else next.resume();
      await settle();
    }
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
  for (let turns = 0; turns < 12; turns++) await null;
}
