import type { Violation } from './read-input.ts';
import { ServiceError } from './service.ts';

/** The form in which AWS's services tell all broken constraints at once; seen for `organizationNode.value`. */
export function validationError(violations: readonly Violation[]): ServiceError {
  const told = violations.map(
    ({ path, value, constraint }) =>
      `Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
  const count = `${told.length} validation error${told.length === 1 ? '' : 's'} detected`;
  return new ServiceError('ValidationException', `${count}: ${told.join('; ')}`);
}
