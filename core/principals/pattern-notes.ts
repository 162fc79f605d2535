import type { FindingId } from './finding-catalogue.ts';
import { guardOf, isServiceLinked, isServiceRole, looksGuarded } from './guard.ts';
import { impossibleTail } from './iam-name.ts';
import { hasWildcard, type PrincipalParts } from './principal.ts';
import type { RiskShare } from './risk-input.ts';
import { admitsSingleSignOnWithoutRegion, admitsSingleSignOnWithRegion } from './single-sign-on.ts';
import type { Exposure } from './weigh-pattern.ts';

export interface PatternNote {
  readonly id: Exclude<FindingId, 'always-refused'>;
  readonly detail?: string;
  /** What it is about, whole; the sentence names some. */
  readonly names?: readonly string[];
}

interface ExposedPattern extends Exposure {
  /** Whether this request adds the pattern. */
  readonly isNew: boolean;
  /** The shares that share principal names once the request is done, or until then. */
  readonly exposing: readonly RiskShare[];
}

/** What a reader should know about one exposed pattern beside its weight: what exposes it, and what it misses. */
export function patternNotes(pattern: PrincipalParts, exposure: ExposedPattern): PatternNote[] {
  return [...exposureNotes(exposure), ...guardNotes(pattern, exposure), ...spellingNotes(pattern)];
}

function exposureNotes({ isNew, exposing }: ExposedPattern): PatternNote[] {
  const concerned = exposing.filter(({ sharesPrincipalsNow }) => sharesPrincipalsNow === isNew);
  if (concerned.length === 0) return [];
  return [
    {
      id: isNew ? 'shared-elsewhere-already' : 'newly-shared-pattern',
      names: concerned.map(({ value }) => value),
    },
  ];
}

function guardNotes(
  pattern: PrincipalParts,
  { guardedPaths, reachesManagementAccount }: ExposedPattern,
): PatternNote[] {
  switch (guardOf(pattern, guardedPaths)) {
    case 'AWS':
      return [];
    case 'OPERATOR':
      return reachesManagementAccount ? [{ id: 'guard-void-in-management-account' }] : [];
    case undefined:
      if (isServiceLinked(pattern)) return [];
      if (isServiceRole(pattern)) return [{ id: 'service-role-path-open' }];
      return looksGuarded(pattern, guardedPaths) ? [{ id: 'looks-guarded' }] : [];
  }
}

function spellingNotes(pattern: PrincipalParts): PatternNote[] {
  const { resourceType, resourceId } = pattern;
  const impossible = impossibleTail(resourceType, resourceId.replace(/^.*[*?/]/s, ''));
  if (impossible !== undefined) return [{ id: 'matches-no-iam-name', detail: `expected ${impossible}` }];
  if (!/awsreservedsso|sso\.amazonaws|^aws-reserved/i.test(resourceId)) return [];
  if (resourceType !== 'role') return [{ id: 'matches-nobody-federated' }];
  const withRegion = admitsSingleSignOnWithRegion(pattern);
  const withoutRegion = admitsSingleSignOnWithoutRegion(pattern);
  if (!withRegion && !withoutRegion) return [{ id: 'matches-nobody-federated' }];
  const end = resourceId.lastIndexOf('/');
  const notes: PatternNote[] = [];
  if (!withoutRegion && hasWildcard(resourceId.slice(0, end)))
    notes.push({ id: 'misses-single-sign-on-without-region' });
  if (/^AWSReservedSSO_[^*?]+_\*$/.test(resourceId.slice(end + 1))) notes.push({ id: 'admits-longer-names' });
  return notes;
}
