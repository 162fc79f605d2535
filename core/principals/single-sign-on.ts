import { charactersOf, type Place, patternTakes, patternTakesEach, readTexts } from './pattern-takes.ts';
import { SAMPLE_SETS } from './permission-sets.ts';
import type { PrincipalParts } from './principal.ts';

/**
 * Roles of IAM Identity Center: `aws-reserved/sso.amazonaws.com/[REGION/]AWSReservedSSO_PERMISSION-SET_SUFFIX`, without
 * Region where the Identity Center is in us-east-1; permission set 1 to 32 characters, suffix 16 (IAM Identity Center
 * User Guide, "Referencing permission sets"; CreatePermissionSet, Name).
 */
const PATH = charactersOf('aws-reserved/sso.amazonaws.com');
const REGION = [...charactersOf('/'), ...some('OPTIONAL', 20, 'abcdefghijklmnopqrstuvwxyz0123456789-')];
const NAME = charactersOf('/awsreservedsso_');
const HEXADECIMAL = '0123456789abcdef';
const SUFFIX = some('ONE', 16, HEXADECIMAL);
const ANY_SET = [
  ...some('OPTIONAL', 32, 'abcdefghijklmnopqrstuvwxyz0123456789_+=,.@-'),
  ...charactersOf('_'),
  ...SUFFIX,
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

/** The same in some Region, the one without a path of its own included. */
function takesSomewhere(pattern: PrincipalParts, name: readonly Place[]): boolean {
  return takes(pattern, PATH, NAME, name) || takes(pattern, PATH, REGION, NAME, name);
}

/** Whether every role of an Identity Center, in some Region, has such a path and name: whatever the permission set. */
export function admitsEverySingleSignOnUser(pattern: PrincipalParts): boolean {
  return takesSomewhere(pattern, EVERY_SET);
}

/** Whether some role of this permission set has such a path and name. */
export function admitsPermissionSet(pattern: PrincipalParts, set: string): boolean {
  return takesSomewhere(pattern, [...charactersOf(`${set.toLowerCase()}_`), ...SUFFIX]);
}

export function admitsSingleSignOnWithoutRegion(pattern: PrincipalParts): boolean {
  return takes(pattern, PATH, NAME, ANY_SET);
}

export function admitsSingleSignOnWithRegion(pattern: PrincipalParts): boolean {
  return takes(pattern, PATH, REGION, NAME, ANY_SET);
}

export function admitsSingleSignOn(pattern: PrincipalParts): boolean {
  return takesSomewhere(pattern, ANY_SET);
}

/**
 * Whether the pattern can admit one permission set and no other: its whole literal name stands between
 * `AWSReservedSSO_` and the last `_`, and at most sixteen `?` and no `*` follow. In this case of letters alone.
 */
export function namesOnePermissionSet({ resourceType, resourceId }: PrincipalParts): boolean {
  const match = /(?:^|\/)AWSReservedSSO_[^*?/]+_([^*_/]*)$/.exec(resourceId);
  return resourceType === 'role' && match !== null && (match[1] ?? '').replace(/[^?]/g, '').length <= 16;
}

/** The permission set of each sample role: each sample set in two accounts, since a pattern can tell suffixes apart. */
export const SAMPLE_ROLES: readonly string[] = SAMPLE_SETS.flatMap((set) => [set, set]);

const SAMPLE_NAMES = SAMPLE_ROLES.map((set, role) =>
  charactersOf(`${set.toLowerCase()}_${sampleSuffix(role)}`),
);
const WITHOUT_REGION = readTexts(SAMPLE_NAMES.map((name) => [...PATH, ...NAME, ...name]));
const WITH_REGION = readTexts(SAMPLE_NAMES.map((name) => [...PATH, ...REGION, ...NAME, ...name]));

/** Sixteen digits, each of the sixteen values about as often: the same for the same role, always. */
function sampleSuffix(role: number): string {
  let state = role + 1;
  return Array.from({ length: 16 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return HEXADECIMAL[state >>> 28];
  }).join('');
}

/** The permission sets of the sample roles that at least one of the patterns admits, in some Region. */
export function sampleRolesOf(patterns: readonly PrincipalParts[]): readonly string[] {
  const taken = patterns.flatMap(({ resourceId }) =>
    [WITHOUT_REGION, WITH_REGION].map((texts) => patternTakesEach(resourceId.toLowerCase(), texts)),
  );
  return SAMPLE_ROLES.filter((_, role) => taken.some((each) => each[role]));
}
