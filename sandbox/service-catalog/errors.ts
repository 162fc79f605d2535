import type { Violation } from '../wire/read-input.ts';
import { ServiceError } from '../wire/service.ts';
import type { ModelledError } from './settings.ts';

/** The form in which the service tells all broken constraints at once; seen for `organizationNode.value`. */
export function validationError(violations: readonly Violation[]): ServiceError {
  const told = violations.map(
    ({ path, value, constraint }) =>
      `Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
  const count = `${told.length} validation error${told.length === 1 ? '' : 's'} detected`;
  return new ServiceError('ValidationException', `${count}: ${told.join('; ')}`);
}

export function invalidParameters(message: string): ServiceError {
  return new ServiceError('InvalidParametersException', message);
}

export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message);
}

/** The form is seen in answers of AcceptPortfolioShare. */
export function portfolioNotFound(id: string): ServiceError {
  return notFound(`Portfolio not found: ${id}`);
}

export function limitExceeded(message: string): ServiceError {
  return new ServiceError('LimitExceededException', message);
}

/** An error that AWS documents without its name, which the scenario therefore decides. */
export function undocumentedError(name: ModelledError, message: string): ServiceError {
  return new ServiceError(name, message);
}

/** The exact text, seen on CreatePortfolioShare by several tools. */
export function shareActionRunning(): ServiceError {
  return new ServiceError(
    'InvalidStateException',
    'Cannot process more than one portfolio share action at the same time. Try again later.',
  );
}
