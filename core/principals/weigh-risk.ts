import type { RequestedPrincipal } from '../request/share-request.ts';
import { audienceOf } from './audience.ts';
import { type Finding, makeFinding, makeFindingOf, type Standing, sortFindings } from './finding.ts';
import { FINDINGS } from './finding-catalogue.ts';
import { isServiceLinked } from './guard.ts';
import { listedIdentity } from './listed-identity.ts';
import { patternNotes } from './pattern-notes.ts';
import { allowedBy, refusedBy } from './policy-patterns.ts';
import { portfolioNotes } from './portfolio-notes.ts';
import { type ConstraintMarks, constraintMarks, lendsRights } from './portfolio-power.ts';
import { splitPrincipalArn } from './principal.ts';
import type { ApprovedExposure, RiskInput, RiskShare } from './risk-input.ts';
import { compareSeverity, raiseSeverity, type Severity, worstSeverity } from './severity.ts';
import { admitsManySets, weighPattern } from './weigh-pattern.ts';
import { isNewlyOutside, weighRecipient } from './weigh-recipient.ts';

/**
 * What a request exposes, over every share on which the portfolio's principal names are or will be shared; worst
 * first. Never milder for a wider pattern, a wider node, sharing principals, or one more principal.
 */
export function weighRisk(input: RiskInput): Finding[] {
  const exposing = exposingShares(input);
  const exposed = exposing.length > 0 ? patternsOf(input) : [];
  const weighed = exposed.flatMap((pattern) => weighOne(pattern, exposing, input));
  return sortFindings([
    ...weighed,
    ...weighTogether(exposed, exposing, weighed, input),
    ...refusals(exposed, exposing, input),
    ...weighRecipient(input),
    ...portfolioNotes(input, exposed.length > 0),
  ]);
}

interface WeighedPattern {
  readonly principal: RequestedPrincipal;
  readonly isNew: boolean;
}

/** The shares by which a request gives a pattern effect that it has not yet. */
function newlyExposing({ isNew }: WeighedPattern, exposing: readonly RiskShare[]): readonly RiskShare[] {
  if (isNew) return exposing;
  return exposing.filter(({ sharesPrincipalsNow, isCoveredNow }) => !sharesPrincipalsNow && !isCoveredNow);
}

/** The change is judged, not the state: what is exposed already, or was approved just so, decides nothing anew. */
function standingOf(
  patterns: readonly WeighedPattern[],
  exposing: readonly RiskShare[],
  severity: Severity,
  { power }: RiskInput,
): Standing | undefined {
  const changes = patterns.flatMap((pattern) =>
    newlyExposing(pattern, exposing).map((share) => ({ share, arn: pattern.principal.principalArn })),
  );
  if (changes.length === 0) return 'EXPOSED_BEFORE';
  const marks = constraintMarks(power);
  const isApproved = changes.every(({ share, arn }) =>
    share.approved?.some(
      (yes) => yes.exposed === arn && compareSeverity(severity, yes.severity) <= 0 && isPowerOf(yes, marks),
    ),
  );
  return isApproved ? 'APPROVED_BEFORE' : undefined;
}

/** Whether a launch may do no more now than when somebody said yes. */
function isPowerOf(yes: ApprovedExposure, now: ConstraintMarks | undefined): boolean {
  if (!now) return false;
  return (
    now.lending.every((mark) => yes.constraints.includes(mark)) &&
    (yes.limits ?? []).every((mark) => now.limiting.includes(mark))
  );
}

/** Each pattern with the shares that a request newly exposes it by: what a yes to the request is a yes to. */
export function newExposures(
  input: RiskInput,
): readonly { readonly share: RiskShare; readonly exposed: readonly string[] }[] {
  const exposing = exposingShares(input);
  const patterns = patternsOf(input);
  const outside = isNewlyOutside(input.share) ? [{ share: input.share, exposed: [input.share.value] }] : [];
  // A share that loses the names soon is asked about, but a yes to that is none to names that stay.
  const staying = exposing.filter(({ willSharePrincipals }) => willSharePrincipals);
  const named = staying.flatMap((share) => {
    const newly = patterns.filter((pattern) => newlyExposing(pattern, [share]).length > 0);
    const exposed = newly.map(({ principal }) => principal.principalArn);
    return exposed.length === 0 ? [] : [{ share, exposed }];
  });
  return [...outside, ...named];
}

/** The ARNs of all patterns that recipients have once the request is done, or until then. */
export function exposedPatterns(input: RiskInput): readonly string[] {
  return exposingShares(input).length === 0
    ? []
    : patternsOf(input).map(({ principal }) => principal.principalArn);
}

/**
 * The shares that share principal names once the request is done, or until then: patterns are associated before the
 * share is written, so a new one has effect where the request only later ends the sharing of names.
 */
export function exposingShares({ share, otherShares, existing, requested }: RiskInput): readonly RiskShare[] {
  const known = new Set(existing.map(listedIdentity));
  const addsPattern = requested.some(
    (one) => one.principalType === 'IAM_PATTERN' && !known.has(listedIdentity(one)),
  );
  return [share, ...otherShares].filter(
    ({ willSharePrincipals, sharesPrincipalsNow }) =>
      willSharePrincipals || (sharesPrincipalsNow && addsPattern),
  );
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

function weighOne(pattern: WeighedPattern, exposing: readonly RiskShare[], input: RiskInput): Finding[] {
  const { principal, isNew } = pattern;
  const { principalArn } = principal;
  const waivedBy = allowedBy(principal, input.policy);
  const parts = splitPrincipalArn(principalArn);
  if (!parts) {
    const standing = standingOf([pattern], exposing, FINDINGS['pattern-unreadable'].severity, input);
    return [makeFinding('pattern-unreadable', { principalArn, waivedBy, standing })];
  }
  const exposure = {
    guardedPaths: input.policy.guardedPaths,
    administratorSets: input.policy.administratorSets,
    reachesManagementAccount: exposing.some(({ reachesManagementAccount }) => reachesManagementAccount),
  };
  const { id, detail } = weighPattern(parts, exposure);
  const isUseless = id === 'service-linked-role-useless';
  const severity = isUseless ? FINDINGS[id].severity : lent(FINDINGS[id].severity, input);
  const notes = patternNotes(parts, { ...exposure, isNew, exposing });
  const standing = standingOf([pattern], exposing, severity, input);
  return [
    makeFindingOf(id, severity, { principalArn, detail, waivedBy, standing }),
    ...notes.map((note) => {
      const own = FINDINGS[note.id].severity;
      const about = { principalArn, detail: note.detail, names: note.names, waivedBy, standing };
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

/**
 * Ten patterns that are harmless one by one can admit everybody, also where they come in ten requests. This finding is
 * left out unless it is worse than the worst finding of a single pattern.
 */
function weighTogether(
  patterns: readonly WeighedPattern[],
  exposing: readonly RiskShare[],
  alone: readonly Finding[],
  input: RiskInput,
): Finding[] {
  const measured = patterns
    .filter(({ principal }) => allowedBy(principal, input.policy) === undefined)
    .flatMap((pattern) => {
      const parts = splitPrincipalArn(pattern.principal.principalArn);
      return parts && !isServiceLinked(parts) && admitsManySets(parts) ? [{ pattern, parts }] : [];
    });
  if (measured.length < 2) return [];
  const { size, detail } = audienceOf(
    measured.map(({ parts }) => parts),
    input.policy.administratorSets,
  );
  const severity = lent(SEVERITY_OF_AUDIENCE[size], input);
  const changing = measured.map(({ pattern }) => pattern);
  const standing = standingOf(changing, exposing, severity, input);
  const told = alone.filter((one) => one.waivedBy === undefined && (standing || one.standing === undefined));
  const worst = worstSeverity(told.map((one) => one.severity));
  if (compareSeverity(severity, worst) <= 0) return [];
  return [makeFindingOf('patterns-together', severity, { detail, standing })];
}

/** What is named is refused even where nothing changes: it would be wanted from then on. */
function refusals(
  exposed: readonly WeighedPattern[],
  exposing: readonly RiskShare[],
  { requested, policy }: RiskInput,
): Finding[] {
  const named = new Set(requested.map(({ principalArn }) => principalArn));
  const others = exposed.filter(({ principal }) => !named.has(principal.principalArn));
  const refuse = (principal: RequestedPrincipal, standing?: Standing): Finding[] => {
    const detail = refusedBy(principal, policy);
    if (detail === undefined) return [];
    return [makeFinding('always-refused', { principalArn: principal.principalArn, detail, standing })];
  };
  const distinct = new Map(requested.map((principal) => [principal.principalArn, principal]));
  return [
    ...[...distinct.values()].flatMap((principal) => refuse(principal)),
    ...others.flatMap((pattern) =>
      refuse(pattern.principal, newlyExposing(pattern, exposing).length > 0 ? undefined : 'EXPOSED_BEFORE'),
    ),
  ];
}
