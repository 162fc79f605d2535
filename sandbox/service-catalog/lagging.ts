import type { Agenda } from '../clock/agenda.ts';

/** What a list shows by key: every write, each so many seconds after it was made. */
export class Lagging<TShown> {
  readonly #shown = new Map<string, TShown>();
  readonly #agenda: Agenda;
  readonly #seconds: number;

  constructor(agenda: Agenda, seconds: number) {
    this.#agenda = agenda;
    this.#seconds = seconds;
  }

  get(key: string): TShown | undefined {
    return this.#shown.get(key);
  }

  entries(): Iterable<[key: string, shown: TShown]> {
    return this.#shown;
  }

  /** Undefined takes it off the list. */
  set(key: string, shown: TShown | undefined): void {
    this.#agenda.after(this.#seconds, () => {
      if (shown === undefined) {
        this.#shown.delete(key);
      } else {
        this.#shown.set(key, shown);
      }
    });
  }
}
