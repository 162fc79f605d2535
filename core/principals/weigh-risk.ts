import type { RequestedPrincipal } from '../request/share-request.ts';
import { audienceOf } from './audience.ts';
import { type Finding, makeFinding, makeFindingOf, sortFindings } from './finding.ts';
import { FINDINGS } from './finding-catalogue.ts';
import { isServiceLinked } from './guard.ts';
import { patternNotes } from './pattern-notes.ts';
import { allowedBy, refusedBy } from './policy-patterns.ts';
import { lendsRights, portfolioNotes } from './portfolio-notes.ts';
import { splitPrincipalArn } from './principal.ts';
import type { RiskInput, RiskShare } from './risk-input.ts';
import { compareSeverity, raiseSeverity, type Severity, worstSeverity } from './severity.ts';
import { admitsManySets, weighPattern } from './weigh-pattern.ts';

/**
 * What a request exposes, over every share on which the portfolio's principal names are or will be shared; worst
 * first. Never milder for a wider pattern, a wider node, sharing principals, or one more principal.
 */
export function weighRisk(input: RiskInput): Finding[] {
  const exposing = [input.share, ...input.otherShares].filter(
    ({ willSharePrincipals }) => willSharePrincipals,
  );
  const exposed = exposing.length > 0 ? patternsOf(input) : [];
  const weighed = exposed.flatMap((pattern) => weighOne(pattern, exposing, input));
  const refusable = [...input.requested, ...exposed.map(({ principal }) => principal)];
  return sortFindings([
    ...weighed,
    ...weighTogether(
      exposed,
      worstSeverity(weighed.filter(({ waivedBy }) => waivedBy === undefined).map(({ severity }) => severity)),
      input,
    ),
    ...refusals(refusable, input),
    ...portfolioNotes(input, exposed.length > 0),
  ]);
}

interface WeighedPattern {
  readonly principal: RequestedPrincipal;
  readonly isNew: boolean;
}

/** IAM principals are left out: recipients do not inherit them (Administrator Guide, sharing a portfolio). */
function patternsOf({ existing, requested }: RiskInput): WeighedPattern[] {
  const byArn = new Map<string, WeighedPattern>();
  const add = (isNew: boolean) => (principal: RequestedPrincipal) => {
    const arn = principal.principalArn;
    if (principal.principalType === 'IAM_PATTERN' && !byArn.has(arn)) byArn.set(arn, { principal, isNew });
  };
  existing.forEach(add(false));
  requested.forEach(add(true));
  return [...byArn.values()];
}

function weighOne(
  { principal, isNew }: WeighedPattern,
  exposing: readonly RiskShare[],
  input: RiskInput,
): Finding[] {
  const { principalArn } = principal;
  const waivedBy = allowedBy(principal, input.policy);
  const parts = splitPrincipalArn(principalArn);
  if (!parts) return [makeFinding('pattern-unreadable', { principalArn, waivedBy })];
  const exposure = {
    guardedPaths: input.policy.guardedPaths,
    administratorSets: input.policy.administratorSets,
    reachesManagementAccount: exposing.some(({ reachesManagementAccount }) => reachesManagementAccount),
  };
  const { id, detail } = weighPattern(parts, exposure);
  const isUseless = id === 'service-linked-role-useless';
  const severity = isUseless ? FINDINGS[id].severity : lent(FINDINGS[id].severity, input);
  const notes = patternNotes(parts, { ...exposure, isNew, exposing });
  return [
    makeFindingOf(id, severity, { principalArn, detail, waivedBy }),
    ...notes.map((note) => {
      const own = FINDINGS[note.id].severity;
      const about = { principalArn, detail: note.detail, names: note.names, waivedBy };
      return makeFindingOf(note.id, own === 'AS_PRINCIPAL' ? severity : own, about);
    }),
  ];
}

/** Launch constraints lend rights: whatever is exposed weighs one level more. */
function lent(severity: Severity, { power }: RiskInput): Severity {
  return lendsRights(power) ? raiseSeverity(severity) : severity;
}

const SEVERITY_OF_AUDIENCE = {
  FEW: FINDINGS['some-permission-sets'].severity,
  MANY: FINDINGS['many-permission-sets'].severity,
  MOST: FINDINGS['most-single-sign-on-users'].severity,
} as const;

/** Ten patterns that are harmless one by one can admit everybody; told only where they are worse than each alone. */
function weighTogether(patterns: readonly WeighedPattern[], worst: Severity, input: RiskInput): Finding[] {
  const measured = patterns
    .filter(({ principal }) => allowedBy(principal, input.policy) === undefined)
    .flatMap(({ principal }) => splitPrincipalArn(principal.principalArn) ?? [])
    .filter((parts) => !isServiceLinked(parts) && admitsManySets(parts));
  if (measured.length < 2) return [];
  const { size, detail } = audienceOf(measured, input.policy.administratorSets);
  const severity = lent(SEVERITY_OF_AUDIENCE[size], input);
  if (compareSeverity(severity, worst) <= 0) return [];
  return [makeFindingOf('patterns-together', severity, { detail })];
}

function refusals(principals: readonly RequestedPrincipal[], { policy }: RiskInput): Finding[] {
  const byArn = new Map(principals.map((principal) => [principal.principalArn, principal]));
  return [...byArn.values()].flatMap((principal) => {
    const refused = refusedBy(principal, policy);
    if (refused === undefined) return [];
    return [makeFinding('always-refused', { principalArn: principal.principalArn, detail: refused })];
  });
}
