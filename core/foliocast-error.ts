import type { ErrorName } from './error-catalogue.ts';
import type { FailureCode } from './outcome/failure-codes.ts';

/**
 * An error that the state machines know by name. The name is a value, never `new.target.name`: the minifier
 * renames classes, and Step Functions compares names.
 */
export class FoliocastError extends Error {
  override readonly name: ErrorName;

  constructor(name: ErrorName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

/** A request that can never work as it is. The code leads the message, so that it survives in ASL's Cause. */
export function rejected(code: FailureCode, sentence: string, options?: ErrorOptions): FoliocastError {
  return new FoliocastError('RequestRejected', `${code}: ${sentence}`, options);
}
