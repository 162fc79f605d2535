import { type Audience, audienceOf } from './audience.ts';
import { exampleNames } from './example-principals.ts';
import type { WeightId } from './finding-catalogue.ts';
import { guardOf, isServiceLinked } from './guard.ts';
import { hasWildcard, type PrincipalParts } from './principal.ts';
import { admitsEverySingleSignOnUser, onePermissionSet } from './single-sign-on.ts';

export interface Exposure {
  readonly guardedPaths: readonly string[];
  /** Permission sets of the operator's administrators, beside those that AWS predefines. */
  readonly administratorSets: readonly string[];
  /** Whether some share that shares principal names reaches the management account. */
  readonly reachesManagementAccount: boolean;
}

export interface Weight {
  readonly id: WeightId;
  /** Who is admitted: in numbers and examples of those who sign in, else in examples. Absent where it is one. */
  readonly detail?: string | undefined;
}

/**
 * The one finding that says how somebody in a recipient account comes by a match. A pattern that admits more is
 * never weighed milder: each question below stays answered with yes, or goes over to a worse one, as it widens.
 */
export function weighPattern(
  pattern: PrincipalParts,
  { guardedPaths, administratorSets, reachesManagementAccount }: Exposure,
): Weight {
  const isRole = pattern.resourceType === 'role';
  if (!/[^*?/]/.test(pattern.resourceId)) return withExamples('no-literal', pattern);
  if (isServiceLinked(pattern)) return { id: 'service-linked-role-useless' };
  const audience = admitsManySets(pattern) ? audienceOf([pattern], administratorSets) : undefined;
  if (admitsEverySingleSignOnUser(pattern)) {
    return { id: isRole ? 'every-single-sign-on-user' : 'broad-as-single-sign-on', detail: audience?.detail };
  }
  if (audience?.size === 'MOST') {
    return { id: isRole ? 'most-single-sign-on-users' : 'broad-as-single-sign-on', detail: audience.detail };
  }
  const isExact = !hasWildcard(pattern.resourceId);
  const guard = guardOf(pattern, guardedPaths);
  if (guard === 'AWS') return weighReserved(pattern, audience);
  if (guard === 'OPERATOR' && !reachesManagementAccount) {
    return withExamples(isExact ? 'guarded-exact' : 'guarded-path', pattern);
  }
  if (reachesManagementAccount) return withExamples('unguarded-in-management-account', pattern);
  if (pattern.resourceType === 'group') return withExamples('group-joinable', pattern);
  return withExamples(isExact ? 'unguarded-exact' : 'unguarded-wildcard', pattern);
}

/** Names are endless where nobody guards the path, so there is nothing to count. */
function withExamples(id: WeightId, pattern: PrincipalParts): Weight {
  const names = hasWildcard(pattern.resourceId) ? exampleNames(pattern) : [];
  return { id, detail: names.length === 0 ? undefined : `${names.join(', ')} and others` };
}

/** Whether a wildcard stands where it can admit more than one permission set: such patterns are measured. */
export function admitsManySets(pattern: PrincipalParts): boolean {
  return hasWildcard(pattern.resourceId) && onePermissionSet(pattern) === undefined;
}

function weighReserved(pattern: PrincipalParts, audience: Audience | undefined): Weight {
  if (audience?.size === 'MANY') return { id: 'many-permission-sets', detail: audience.detail };
  if (audience) return { id: 'some-permission-sets', detail: audience.detail };
  if (!hasWildcard(pattern.resourceId)) return { id: 'guarded-exact' };
  return { id: 'guarded-wildcard', detail: onePermissionSet(pattern) };
}
