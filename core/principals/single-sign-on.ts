import { charactersOf, type Place, patternTakes } from './pattern-takes.ts';
import type { PrincipalParts } from './principal.ts';

/**
 * Roles of IAM Identity Center: `aws-reserved/sso.amazonaws.com/[REGION/]AWSReservedSSO_PERMISSION-SET_SUFFIX`, without
 * Region where the Identity Center is in us-east-1; permission set 1 to 32 characters, suffix 16 (IAM Identity Center
 * User Guide, "Referencing permission sets"; CreatePermissionSet, Name).
 */
const PATH = charactersOf('aws-reserved/sso.amazonaws.com');
const REGION = [...charactersOf('/'), ...some('OPTIONAL', 20, 'abcdefghijklmnopqrstuvwxyz0123456789-')];
const NAME = charactersOf('/awsreservedsso_');
const ANY_SET = [
  ...some('OPTIONAL', 32, 'abcdefghijklmnopqrstuvwxyz0123456789_+=,.@-'),
  ...charactersOf('_'),
  ...some('ONE', 16, '0123456789abcdef'),
];
const EVERY_SET = [...every(32), ...charactersOf('_'), ...every(16)];

function some(length: 'ONE' | 'OPTIONAL', most: number, of: string): Place[] {
  return Array.from({ length: most }, () => ({ is: 'SOME', length, of }));
}

function every(most: number): Place[] {
  return Array.from({ length: most }, () => ({ is: 'EVERY', length: 'OPTIONAL' }));
}

/** All of this weighs without regard to case, since AWS does not say what Service Catalog does. */
function takes({ resourceId }: PrincipalParts, ...parts: readonly (readonly Place[])[]): boolean {
  return patternTakes(resourceId.toLowerCase(), parts.flat());
}

/** Whether every role of an Identity Center, in some Region, has such a path and name: whatever the permission set. */
export function admitsEverySingleSignOnUser(pattern: PrincipalParts): boolean {
  return takes(pattern, PATH, NAME, EVERY_SET) || takes(pattern, PATH, REGION, NAME, EVERY_SET);
}

export function admitsSingleSignOnWithoutRegion(pattern: PrincipalParts): boolean {
  return takes(pattern, PATH, NAME, ANY_SET);
}

export function admitsSingleSignOnWithRegion(pattern: PrincipalParts): boolean {
  return takes(pattern, PATH, REGION, NAME, ANY_SET);
}
