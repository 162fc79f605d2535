import { charactersOf, type Place, patternTakes } from './pattern-takes.ts';
import type { PrincipalParts } from './principal.ts';

/**
 * Roles of IAM Identity Center: `aws-reserved/sso.amazonaws.com/[REGION/]AWSReservedSSO_PERMISSION-SET_SUFFIX`, without
 * Region where the Identity Center is in us-east-1; permission set 1 to 32 characters, suffix 16 (IAM Identity Center
 * User Guide, "Referencing permission sets"; CreatePermissionSet, Name).
 */
const PATH = charactersOf('aws-reserved/sso.amazonaws.com');
const REGION: readonly Place[] = [...charactersOf('/'), { is: 'SOME', length: 'RUN' }];
const NAME = charactersOf('/awsreservedsso_');
const ANY_SET: readonly Place[] = named({ is: 'SOME', length: 'OPTIONAL' }, { is: 'SOME', length: 'ONE' });
const EVERY_SET: readonly Place[] = named(
  { is: 'EVERY', length: 'OPTIONAL' },
  { is: 'EVERY', length: 'OPTIONAL' },
);

function named(setCharacter: Place, suffixCharacter: Place): Place[] {
  return [...Array(32).fill(setCharacter), ...charactersOf('_'), ...Array(16).fill(suffixCharacter)];
}

/** All of this weighs without regard to case, since AWS does not say what Service Catalog does. */
function takes(
  { resourceType, resourceId }: PrincipalParts,
  ...parts: readonly (readonly Place[])[]
): boolean {
  return resourceType === 'role' && patternTakes(resourceId.toLowerCase(), parts.flat());
}

/** Whether every role of an Identity Center, in some Region, matches: whatever the permission set. */
export function admitsEverySingleSignOnUser(role: PrincipalParts): boolean {
  return takes(role, PATH, NAME, EVERY_SET) || takes(role, PATH, REGION, NAME, EVERY_SET);
}

export function admitsSingleSignOnWithoutRegion(role: PrincipalParts): boolean {
  return takes(role, PATH, NAME, ANY_SET);
}

export function admitsSingleSignOnWithRegion(role: PrincipalParts): boolean {
  return takes(role, PATH, REGION, NAME, ANY_SET);
}
