import type { ErrorName } from '../core/error-catalogue.ts';

/** What a rejected SDK call means: refused under a name we know, no clear answer, or an unknown error. */
export type AwsFailure =
  | { readonly kind: 'named'; readonly name: ErrorName; readonly message: string }
  | { readonly kind: 'unclear'; readonly message: string }
  | { readonly kind: 'unknown' };

/**
 * AWS's error names -> ours. Matched by `name`, never by `instanceof`: ThrottlingException, AccessDenied and
 * ValidationException are not in Service Catalog's model and arrive as the base class (measured).
 */
const NAMES: Readonly<Record<string, ErrorName>> = {
  AccessDenied: 'AccessDeniedException',
  AccessDeniedException: 'AccessDeniedException',
  UnrecognizedClientException: 'AccessDeniedException',
  InvalidClientTokenId: 'AccessDeniedException',
  ExpiredTokenException: 'AccessDeniedException',
  InvalidStateException: 'InvalidStateException',
  LimitExceededException: 'LimitExceededException',
  ThrottlingException: 'ThrottlingException',
  Throttling: 'ThrottlingException',
  TooManyRequestsException: 'ThrottlingException',
  RequestLimitExceeded: 'ThrottlingException',
  ProvisionedThroughputExceededException: 'ThrottlingException',
  ResourceNotFoundException: 'ResourceNotFoundException',
  OperationNotSupportedException: 'OperationNotSupportedException',
  InvalidParametersException: 'InvalidParametersException',
  ValidationException: 'InvalidParametersException',
  ResourceInUseException: 'InvalidStateException',
};

/**
 * "Cannot process more than one portfolio share action at the same time" was seen on CreatePortfolioShare, by several
 * tools. The reference of UpdatePortfolioShare says "if the CreatePortfolioShare operation is IN_PROGRESS".
 */
function isBusy(message: string): boolean {
  return /share action at (the same|a) time|share.* in[ _]progress/i.test(message);
}

export function classifyFailure(error: unknown): AwsFailure {
  if (!(error instanceof Error)) return { kind: 'unclear', message: String(error) };
  // AWS documents no error name for a share action that meets another: the sentence tells.
  const known = isBusy(error.message) ? 'InvalidStateException' : NAMES[error.name];
  if (known) return { kind: 'named', name: known, message: error.message };
  const message = `${error.name}: ${error.message}`;
  if (isRefusal(error)) return { kind: 'named', name: 'RefusedByAws', message };
  return isUnclear(error) ? { kind: 'unclear', message } : { kind: 'unknown' };
}

interface SdkError extends Error {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: unknown;
}

/** An error of a name that we do not know, yet with a 4xx: AWS did refuse. 408 and 429 say "later". */
function isRefusal({ name, $metadata }: SdkError): boolean {
  const status = $metadata?.httpStatusCode ?? 0;
  return name !== 'SyntaxError' && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** A dropped connection, a time-out, a 5xx, an answer that is no JSON: anything that AWS did not refuse. */
function isUnclear({ name, message, code, $metadata, $response }: SdkError): boolean {
  return (
    typeof code === 'string' ||
    $metadata !== undefined ||
    $response !== undefined ||
    ['TimeoutError', 'SyntaxError', 'AbortError'].includes(name) ||
    /socket hang up/.test(message)
  );
}
