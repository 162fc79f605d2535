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

export function classifyFailure(error: unknown): AwsFailure {
  if (!(error instanceof Error)) return { kind: 'unclear', message: String(error) };
  const known = NAMES[error.name];
  if (known) return { kind: 'named', name: known, message: error.message };
  return isUnclear(error)
    ? { kind: 'unclear', message: `${error.name}: ${error.message}` }
    : { kind: 'unknown' };
}

/** A dropped connection, a time-out, a 5xx, an answer that is no JSON: anything that AWS did not refuse. */
function isUnclear(error: Error & { code?: unknown; $metadata?: unknown; $response?: unknown }): boolean {
  return (
    typeof error.code === 'string' ||
    error.$metadata !== undefined ||
    error.$response !== undefined ||
    error.name === 'TimeoutError' ||
    error.name === 'SyntaxError' ||
    error.name === 'AbortError' ||
    /socket hang up/.test(error.message)
  );
}
