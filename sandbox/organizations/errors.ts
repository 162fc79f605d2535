import type { Violation } from '../wire/read-input.ts';
import { ServiceError } from '../wire/service.ts';

/** The reasons that the model of Organizations documents for a parameter that breaks a constraint. */
const REASONS: Readonly<Record<Violation['rule'], [reason: string, sentence: string]>> = {
  REQUIRED: ['INPUT_REQUIRED', 'You must include a value for all required parameters.'],
  MIN_LENGTH: ['MIN_LENGTH_EXCEEDED', 'You provided a string parameter that is shorter than allowed.'],
  MAX_LENGTH: ['MAX_LENGTH_EXCEEDED', 'You provided a string parameter that is longer than allowed.'],
  MIN_VALUE: [
    'MIN_VALUE_EXCEEDED',
    'You provided a numeric parameter that has a smaller value than allowed.',
  ],
  MAX_VALUE: ['MAX_VALUE_EXCEEDED', 'You provided a numeric parameter that has a larger value than allowed.'],
  PATTERN: ['INVALID_PATTERN', 'You provided a value that does not match the required pattern.'],
  ENUM: ['INVALID_ENUM', 'You specified an invalid value.'],
};

export function invalidInput(violations: readonly Violation[]): ServiceError {
  const [first] = violations;
  const [Reason, sentence] = REASONS[first?.rule ?? 'PATTERN'];
  if (Reason === 'INVALID_PATTERN' || Reason === 'INVALID_ENUM') {
    return new ServiceError('InvalidInputException', sentence, 400, { Reason }); // the whole text was seen
  }
  const details = violations.map(({ path, value, constraint }) => `${path} ${value}: ${constraint}`);
  return new ServiceError('InvalidInputException', `${sentence} (${details.join('; ')})`, 400, { Reason });
}

export function invalidNextToken(): ServiceError {
  const message =
    'Get the value for the NextToken parameter from the response to a previous call of the operation.';
  return new ServiceError('InvalidInputException', message, 400, { Reason: 'INVALID_NEXT_TOKEN' });
}

export function constraintViolation(Reason: string, message: string): ServiceError {
  return new ServiceError('ConstraintViolationException', message, 400, { Reason });
}

export function accessDenied(): ServiceError {
  return new ServiceError('AccessDeniedException', "You don't have permissions to access this resource.");
}

export function notFound(what: string, sentence: string): ServiceError {
  return new ServiceError(`${what}NotFoundException`, sentence);
}
