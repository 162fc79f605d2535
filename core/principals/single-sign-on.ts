import {
  charactersOf,
  type Place,
  patternTakes,
  patternTakesEach,
  readTexts,
  type Texts,
} from './pattern-takes.ts';
import { SAMPLES_OF_SETS } from './permission-sets.ts';
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
 * The name of the permission set, if the pattern can admit one and no other: the whole literal name stands between
 * `AWSReservedSSO_` and the last `_`, and at most sixteen `?` and no `*` follow. In this case of letters alone.
 */
export function onePermissionSet({ resourceType, resourceId }: PrincipalParts): string | undefined {
  const [, set, suffix = ''] = /(?:^|\/)AWSReservedSSO_([^*?/]+)_([^*_/]*)$/.exec(resourceId) ?? [];
  return resourceType === 'role' && suffix.replace(/[^?]/g, '').length <= 16 ? set : undefined;
}

/** Roles of the permission sets of one sample, each with a suffix of its own, since a pattern can tell suffixes apart. */
interface SampleRoles {
  /** Of each role. */
  readonly sets: readonly string[];
  /** Without and with a Region, some roles each. */
  readonly texts: readonly (readonly Texts[])[];
}

/** Reading takes the square of what is read together. */
const TOGETHER = 60;

let samples: readonly SampleRoles[] | undefined;

/** Made when a pattern is measured first: few are. */
function sampleRoles(): readonly SampleRoles[] {
  samples ??= SAMPLES_OF_SETS.map((sets) => {
    const roles = sets.map((set, role) => charactersOf(`${set.toLowerCase()}_${sampleSuffix(role)}`));
    const texts = [PATH, [...PATH, ...REGION]].map((path) => {
      const whole = roles.map((role) => [...path, ...NAME, ...role]);
      return Array.from({ length: Math.ceil(whole.length / TOGETHER) }, (_, nth) =>
        readTexts(whole.slice(nth * TOGETHER, (nth + 1) * TOGETHER)),
      );
    });
    return { sets, texts };
  });
  return samples;
}

/** Sixteen digits, each of the sixteen values about as often: the same for the same role, always. */
function sampleSuffix(role: number): string {
  // Neighbours begin far apart: the first digit of neighbouring states is the same.
  let state = Math.imul(role + 1, 0x9e3779b1);
  return Array.from({ length: 16 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return HEXADECIMAL[state >>> 28];
  }).join('');
}

export interface Admitted {
  /** The permission sets of the roles that at least one of the patterns admits, in some Region. */
  readonly sets: readonly string[];
  readonly outOf: number;
}

/** Of each sample of roles, those that the patterns admit. */
export function admittedOfSamples(patterns: readonly PrincipalParts[]): readonly Admitted[] {
  const measured = patterns.map(({ resourceId }) => measure(resourceId.toLowerCase()));
  return sampleRoles().map(({ sets }, sample) => ({
    sets: sets.filter((_, role) => measured.some((each) => each[sample]?.[role])),
    outOf: sets.length,
  }));
}

/** A pattern is measured alone, together with others, and once more under the lease. */
const remembered = new Map<string, readonly (readonly boolean[])[]>();
const MOST_REMEMBERED = 500;

/** Of each sample, which of its roles the pattern admits. */
function measure(resourceId: string): readonly (readonly boolean[])[] {
  const known = remembered.get(resourceId);
  if (known) return known;
  const found = sampleRoles().map(({ texts }) => {
    const taken = texts.map((some) => some.flatMap((each) => patternTakesEach(resourceId, each)));
    return (taken[0] ?? []).map((_, role) => taken.some((each) => each[role]));
  });
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(resourceId, found);
  return found;
}
