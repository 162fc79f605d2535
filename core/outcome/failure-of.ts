import { errorEntry } from '../error-catalogue.ts';
import { FAILURES, type FailureCode, isFailureCode } from '../failure-codes.ts';
import { missingPermission } from './missing-permission.ts';
import { type Quota, quotaOf } from './quota.ts';

/** An error as a Catch hands it on: Step Functions' Error and Cause. */
export interface CaughtError {
  readonly Error: string;
  readonly Cause?: string;
}

export interface Failure {
  readonly code: FailureCode;
  /** One sentence. */
  readonly cause: string;
  readonly whatToDo: string;
  /** Whether a new request (a new requestId with `retryOf`) may succeed. */
  readonly mayRetry: boolean;
  /** Of QUOTA_EXCEEDED, where it is known which. */
  readonly quota?: Quota;
  /** Of SUPERSEDED: the requestId of the newer request for the same share. */
  readonly supersededBy?: string;
}

/** Longest cause in an event: a sentence, not a stack. */
const CAUSE_CHARACTERS = 1000;

export function failureOf(caught: CaughtError): Failure {
  const message = messageOf(caught);
  const missing = missingPermission(message);
  if (missing) {
    const role = missing.role ?? 'of the function';
    const sentence = `The role ${role} may not do ${missing.action}: ${message}`;
    return makeFailure('PERMISSION_MISSING', sentence);
  }
  const entry = errorEntry(isDeniedInvoke(caught) ? DENIED_INVOKE : caught.Error);
  const coded = /^([A-Z_]+): (.*)$/s.exec(message);
  const leading = coded?.[1] ?? '';
  const isCoded = caught.Error === 'RequestRejected' && isFailureCode(leading);
  const code = isCoded && isFailureCode(leading) ? leading : entry.code;
  const quota = code === 'QUOTA_EXCEEDED' ? quotaOf(isCoded ? (coded?.[2] ?? '') : message) : undefined;
  const named = quota ? ` (${quota.quotaName}${quota.quotaCode ? `, ${quota.quotaCode}` : ''})` : '';
  const sentence = isCoded ? (coded?.[2] ?? '') : `${caught.Error}: ${message}${named}`;
  return { ...makeFailure(code, sentence), ...(quota && { quota }) };
}

const DENIED_INVOKE = 'Lambda.AccessDeniedException';

/**
 * The machine may not invoke the function: a missing permission, and no busy function. AWS was seen to report it under
 * the name of a transient error too (docs/recorded.md, "In doubt").
 */
function isDeniedInvoke({ Error: error, Cause = '' }: CaughtError): boolean {
  return (
    error === 'Lambda.AWSLambdaException' && /not authorized to perform: lambda:InvokeFunction/.test(Cause)
  );
}

export function makeFailure(code: FailureCode, cause: string): Failure {
  const { mayRetry, whatToDo } = FAILURES[code];
  return { code, cause: cause.slice(0, CAUSE_CHARACTERS), whatToDo, mayRetry };
}

/** Lambda's Cause is JSON `{errorType, errorMessage, trace}`; Step Functions' own is a plain sentence. */
function messageOf({ Cause = '' }: CaughtError): string {
  try {
    const parsed: unknown = JSON.parse(Cause);
    if (parsed !== null && typeof parsed === 'object' && 'errorMessage' in parsed) {
      return typeof parsed.errorMessage === 'string' ? parsed.errorMessage : Cause;
    }
  } catch {
    // Not JSON: it is the sentence itself.
  }
  return Cause;
}
