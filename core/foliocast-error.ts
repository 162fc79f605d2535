import type { ErrorName } from './error-catalogue.ts';
import type { FailureCode } from './failure-codes.ts';

/** A message travels in the machine's state, twice with its stack: a list of a hundred problems must not fill it. */
const MOST_CHARACTERS = 4_000;

/**
 * An error that the state machines know by name. The name is a value, never `new.target.name`: the minifier
 * renames classes, and Step Functions compares names.
 */
export class FoliocastError extends Error {
  override readonly name: ErrorName;

  constructor(name: ErrorName, message: string, options?: ErrorOptions) {
    super(message.slice(0, MOST_CHARACTERS), options);
    this.name = name;
  }
}

/** A request that can never work as it is. The code leads the message, so that it survives in ASL's Cause. */
export function rejected(code: FailureCode, sentence: string, options?: ErrorOptions): FoliocastError {
  return new FoliocastError('RequestRejected', `${code}: ${sentence}`, options);
}
