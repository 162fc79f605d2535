import type { Caller, WireValue } from '../wire/service.ts';

export interface Call {
  /** Milliseconds since the epoch, nominal. */
  readonly at: number;
  readonly operation: string;
  readonly accountId: string;
  readonly region: string;
  readonly input: WireValue;
  /** `OK`, the name of the error answered, or that of the interruption. */
  outcome: string;
}

/** The oldest calls are forgotten beyond this many; counts are of all. */
const MAX_CALLS = 10_000;

/** Who called what, for tests that count calls and for the sandbox to show. */
export class CallLog {
  readonly #calls: Call[] = [];
  readonly #counts = new Map<string, number>();
  #dropped = 0;

  /** Of one operation, or of all. */
  count(operation?: string): number {
    if (operation !== undefined) {
      return this.#counts.get(operation) ?? 0;
    }
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** The oldest first; of one operation, or of all. */
  calls(operation?: string): readonly Call[] {
    const kept = this.#calls.slice(this.#dropped);
    return operation === undefined ? kept : kept.filter((call) => call.operation === operation);
  }

  add(at: number, operation: string, { accountId, region }: Caller, input: WireValue): Call {
    const call: Call = { at, operation, accountId, region, input, outcome: 'UNANSWERED' };
    this.#calls.push(call);
    this.#counts.set(operation, this.count(operation) + 1);
    if (this.#calls.length - this.#dropped > MAX_CALLS) {
      this.#dropped += 1;
    }
    if (this.#dropped > MAX_CALLS) {
      this.#calls.splice(0, this.#dropped);
      this.#dropped = 0;
    }
    return call;
  }
}
