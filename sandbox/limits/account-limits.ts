import { Refusal } from '../wire/refusal.ts';

/** Limits of a real account, each absent where the sandbox is to have none. */
export interface AccountLimits {
  /** Invocations at the same time, of all functions together: 10 in many a new account, 1,000 in others. */
  readonly lambdaConcurrency?: number;
  /** Every invocation takes at least so long. */
  readonly invocationSeconds?: number;
  /** Write units a second of one item; AWS documents 1,000. */
  readonly itemWritesPerSecond?: number;
  /** Read units a second of one item, or of one partition by a query; AWS documents 3,000. */
  readonly itemReadsPerSecond?: number;
}

/** @throws Refusal for a limit that is no number above 0 */
export function checkLimits(limits: AccountLimits): AccountLimits {
  for (const [name, value] of Object.entries(limits)) {
    if (value === undefined || (Number.isFinite(value) && value > 0)) continue;
    throw new Refusal(`The limit ${name} is ${value}: expected a number above 0.`);
  }
  return limits;
}
