import { literalPrefix, type PrincipalParts } from './principal.ts';

/** IAM refuses these paths to everybody but AWS (docs/principals.md, assumptions). */
const RESERVED_PATH = 'aws-reserved/';
const SERVICE_LINKED_PATH = 'aws-service-role/';
const SERVICE_ROLE_PATH = 'service-role/';

/**
 * Who keeps others from creating what this pattern matches: AWS itself, or the operator's service control
 * policies. Only a literal prefix through its slash guards, and only in its own case of letters: should Service
 * Catalog tell cases apart, `AWS-Reserved/` is anybody's path.
 */
export function guardOf(
  principal: PrincipalParts,
  guardedPaths: readonly string[],
): 'AWS' | 'OPERATOR' | undefined {
  if (principal.resourceType === 'group') return undefined;
  const prefix = literalPrefix(principal.resourceId);
  if (principal.resourceType === 'role' && prefix.startsWith(RESERVED_PATH)) return 'AWS';
  return guardedPaths.some((path) => `/${prefix}`.startsWith(path)) ? 'OPERATOR' : undefined;
}

/** Whether only service-linked roles match: their trust policies admit an AWS service and nobody else. */
export function isServiceLinked({ resourceType, resourceId }: PrincipalParts): boolean {
  return resourceType === 'role' && literalPrefix(resourceId).startsWith(SERVICE_LINKED_PATH);
}

export function isServiceRole({ resourceType, resourceId }: PrincipalParts): boolean {
  return resourceType === 'role' && resourceId.startsWith(SERVICE_ROLE_PATH);
}

/** Whether a reader may take an unguarded pattern for a guarded one: the path is there in part, or in other case. */
export function looksGuarded({ resourceId }: PrincipalParts, guardedPaths: readonly string[]): boolean {
  const id = `/${resourceId.toLowerCase()}`;
  const paths = [RESERVED_PATH, ...guardedPaths.map((path) => path.slice(1))];
  return (
    /awsreservedsso|sso\.amazonaws/.test(id) ||
    paths.some((path) => id.startsWith(`/${path.slice(0, -1).toLowerCase()}`))
  );
}
