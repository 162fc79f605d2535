import type { WeightId } from './finding-catalogue.ts';
import { guardOf, isServiceLinked } from './guard.ts';
import { hasWildcard, type PrincipalParts } from './principal.ts';
import { admitsEverySingleSignOnUser } from './single-sign-on.ts';

export interface Reach {
  readonly guardedPaths: readonly string[];
  /** Whether some share that shares principal names reaches the management account. */
  readonly reachesManagementAccount: boolean;
}

/**
 * The one finding that says how somebody in a recipient account comes by a match. A pattern that admits more is
 * never weighed milder: each question below stays answered with yes, or goes over to a worse one, as it widens.
 */
export function weighPattern(
  pattern: PrincipalParts,
  { guardedPaths, reachesManagementAccount }: Reach,
): WeightId {
  if (!/[^*?/]/.test(pattern.resourceId)) return 'no-literal';
  if (admitsEverySingleSignOnUser(pattern)) {
    return pattern.resourceType === 'role' ? 'every-single-sign-on-user' : 'broad-as-single-sign-on';
  }
  if (isServiceLinked(pattern)) return 'service-linked-role-useless';
  const isExact = !hasWildcard(pattern.resourceId);
  const guard = guardOf(pattern, guardedPaths);
  if (guard === 'AWS' || (guard === 'OPERATOR' && !reachesManagementAccount)) {
    return isExact ? 'guarded-exact' : 'guarded-wildcard';
  }
  if (reachesManagementAccount) return 'unguarded-in-management-account';
  if (pattern.resourceType === 'group') return 'group-joinable';
  return isExact ? 'unguarded-exact' : 'unguarded-wildcard';
}
