import type { Clock } from '../clock/clock.ts';
import { DroppedConnection, RawAnswer } from '../wire/interruption.ts';
import { type Caller, type Operation, ServiceError, type WireValue } from '../wire/service.ts';
import { newRandom, type Random } from './random.ts';
import type { Fault } from './scenario-faults.ts';

interface ArmedFault {
  readonly fault: Fault;
  readonly random: Random;
  calls: number;
  times: number;
}

/** The faults of single calls, which a test may add to while the simulator runs. */
export class CallFaults {
  readonly #armed: ArmedFault[] = [];
  readonly #clock: Clock;
  readonly #seed: number;
  #added = 0;

  constructor(clock: Clock, seed: number, faults: readonly Fault[]) {
    this.#clock = clock;
    this.#seed = seed;
    for (const fault of faults) {
      this.add(fault);
    }
  }

  add(fault: Fault): void {
    this.#added += 1;
    const random = newRandom(this.#seed, `faults ${this.#added}`);
    this.#armed.push({ fault, random, calls: 0, times: 0 });
  }

  clear(): void {
    this.#armed.length = 0;
  }

  /** Answers a call as the operation does, or as the first fault that is about it lets it. */
  async answer(name: string, operation: Operation, input: WireValue, caller: Caller): Promise<WireValue> {
    const fault = this.#faultOf(name, input, caller);
    if (fault?.delaySeconds !== undefined) {
      await this.#clock.delay(fault.delaySeconds * 1000);
    }
    if (fault?.error !== undefined) {
      throw new ServiceError(fault.error, fault.message ?? `${fault.error} by the scenario`, statusOf(fault));
    }
    if (fault?.dropConnection === 'BEFORE_EFFECT') {
      throw new DroppedConnection();
    }
    const output = await operation(input, caller);
    if (fault?.delayAnswerSeconds !== undefined) {
      await this.#clock.delay(fault.delayAnswerSeconds * 1000);
    }
    if (fault?.dropConnection === 'AFTER_EFFECT') {
      throw new DroppedConnection();
    }
    if (fault?.malformedAnswer !== undefined) {
      throw new RawAnswer(malformed(fault.malformedAnswer, output));
    }
    return output;
  }

  /** Every fault counts the calls that it is about, also those that another one before it decides. */
  #faultOf(name: string, input: WireValue, caller: Caller): Fault | undefined {
    const due = this.#armed.filter((armed) => isAbout(armed.fault, name, input, caller) && isDue(armed));
    const [first] = due;
    if (first) {
      first.times += 1;
    }
    return first?.fault;
  }
}

function isAbout(fault: Fault, name: string, input: WireValue, { accountId }: Caller): boolean {
  return (
    (fault.operation === '*' || fault.operation === name) &&
    (fault.accountId ?? accountId) === accountId &&
    (fault.portfolioId === undefined || [input.PortfolioId, input.Id].includes(fault.portfolioId))
  );
}

function isDue(armed: ArmedFault): boolean {
  const { fault, random } = armed;
  armed.calls += 1;
  const isDrawn = fault.probability === undefined || random() < fault.probability;
  return (
    isDrawn &&
    (fault.call === undefined || [fault.call].flat().includes(armed.calls)) &&
    (fault.every === undefined || armed.calls % fault.every === 0) &&
    armed.times < (fault.times ?? Number.POSITIVE_INFINITY)
  );
}

function statusOf({ error, statusCode }: Fault): number {
  if (statusCode !== undefined) {
    return statusCode;
  }
  return error === 'InternalFailure' || error === 'ServiceException'
    ? 500
    : error === 'ServiceUnavailable'
      ? 503
      : 400;
}

function malformed(kind: NonNullable<Fault['malformedAnswer']>, output: WireValue): string {
  switch (kind) {
    case 'TRUNCATED': {
      const text = JSON.stringify(output);
      return text.slice(0, Math.ceil(text.length / 2));
    }
    case 'NOT_JSON':
      return '<html><body>502 Bad Gateway</body></html>';
    case 'EMPTY':
      return '';
    default:
      return kind satisfies never;
  }
}
