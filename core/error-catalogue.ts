import type { FailureCode } from './failure-codes.ts';

/**
 * What an error means decides what the machine does with it. rejected: becomes the outcome (ShareStatusUnknown after a
 * few more looks). transient: tried again by retries.yml, or caught by the machine to go on elsewhere (PlanOutdated,
 * ApprovalOutdated, PrincipalsInterrupted); then the outcome. defect: ours, fails the execution and rings the alarm.
 */
interface ErrorEntry {
  readonly kind: 'rejected' | 'transient' | 'defect';
  /** The failure's code in the outcome once retries are used up; a rejected request brings its own. */
  readonly code: FailureCode;
}

/**
 * Every error name that a function of ours throws. AWS's own names are kept where the meaning is AWS's. Where AWS's
 * sentence names a call that our role may not make, the code is PERMISSION_MISSING whatever the name is
 * (core/outcome/missing-permission.ts).
 */
export const ERRORS = {
  RequestRejected: { kind: 'rejected', code: 'REQUEST_INVALID' },
  AccessDeniedException: { kind: 'rejected', code: 'ACCESS_DENIED' },
  // Which of AWS's denials are a role's own; tried again some seconds, since a new policy does not count at once.
  PermissionMissing: { kind: 'defect', code: 'PERMISSION_MISSING' },
  ResourceNotFoundException: { kind: 'rejected', code: 'NOT_FOUND' },
  InvalidParametersException: { kind: 'rejected', code: 'REFUSED_BY_SERVICE_CATALOG' },
  OperationNotSupportedException: { kind: 'rejected', code: 'REFUSED_BY_SERVICE_CATALOG' },
  RefusedByAws: { kind: 'rejected', code: 'REFUSED_BY_SERVICE_CATALOG' },
  ShareStatusUnknown: { kind: 'rejected', code: 'SHARE_STATUS_UNKNOWN' },
  LeaseLost: { kind: 'rejected', code: 'LEASE_LOST' },
  InvalidStateException: { kind: 'transient', code: 'SHARE_BUSY' },
  LimitExceededException: { kind: 'transient', code: 'QUOTA_EXCEEDED' },
  ThrottlingException: { kind: 'transient', code: 'THROTTLED' },
  PrincipalNotReady: { kind: 'transient', code: 'PRINCIPAL_NOT_FOUND' },
  ServiceUnavailable: { kind: 'transient', code: 'SERVICE_UNAVAILABLE' },
  AmbiguousWrite: { kind: 'transient', code: 'SHARE_STATUS_UNKNOWN' },
  LedgerUnavailable: { kind: 'transient', code: 'LEDGER_UNAVAILABLE' },
  EventNotAccepted: { kind: 'transient', code: 'SERVICE_UNAVAILABLE' },
  FunctionTimedOut: { kind: 'transient', code: 'SERVICE_UNAVAILABLE' },
  ApprovalOutdated: { kind: 'transient', code: 'APPROVAL_REQUIRED' },
  PrincipalsInterrupted: { kind: 'transient', code: 'THROTTLED' },
  PlanOutdated: { kind: 'transient', code: 'SHARE_CHANGED_MEANWHILE' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorName = keyof typeof ERRORS;

/** Errors of Lambda and Step Functions themselves: the function did not answer, for no fault of the request. */
export const PLATFORM_ERRORS = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'States.Timeout',
] as const;

export function errorEntry(name: string): ErrorEntry {
  if (Object.hasOwn(ERRORS, name)) return ERRORS[name as ErrorName];
  if ((PLATFORM_ERRORS as readonly string[]).includes(name)) {
    return { kind: 'transient', code: 'SERVICE_UNAVAILABLE' };
  }
  return { kind: 'defect', code: 'INTERNAL_ERROR' };
}
