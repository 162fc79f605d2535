import type { RequestedPrincipal } from '../request/share-request.ts';
import { type Finding, makeFinding, makeFindingOf, sortFindings } from './finding.ts';
import { FINDINGS } from './finding-catalogue.ts';
import { patternNotes } from './pattern-notes.ts';
import { allowedBy, refusedBy } from './policy-patterns.ts';
import { lendsRights, portfolioNotes } from './portfolio-notes.ts';
import { splitPrincipalArn } from './principal.ts';
import type { RiskInput, RiskShare } from './risk-input.ts';
import { raiseSeverity, type Severity } from './severity.ts';
import { weighPattern } from './weigh-pattern.ts';

/**
 * What a request exposes, over every share on which the portfolio's principal names are or will be shared; worst
 * first. Never milder for a wider pattern, a wider node, sharing principals, or one more principal.
 */
export function weighRisk(input: RiskInput): Finding[] {
  const exposing = [input.share, ...input.otherShares].filter(
    ({ willSharePrincipals }) => willSharePrincipals,
  );
  const exposed = exposing.length > 0 ? patternsOf(input) : [];
  const refusable = [...input.requested, ...exposed.map(({ principal }) => principal)];
  return sortFindings([
    ...exposed.flatMap((pattern) => weighOne(pattern, exposing, input)),
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
  const reach = {
    guardedPaths: input.policy.guardedPaths,
    reachesManagementAccount: exposing.some(({ reachesManagementAccount }) => reachesManagementAccount),
  };
  const id = weighPattern(parts, reach);
  const base: Severity = FINDINGS[id].severity;
  const isLent = lendsRights(input.power) && id !== 'service-linked-role-useless';
  const severity = isLent ? raiseSeverity(base) : base;
  const notes = patternNotes(parts, { ...reach, isNew, exposing });
  return [
    makeFindingOf(id, severity, { principalArn, waivedBy }),
    ...notes.map(({ id: note, detail }) => {
      const own = FINDINGS[note].severity;
      return makeFindingOf(note, own === 'AS_PRINCIPAL' ? severity : own, { principalArn, detail, waivedBy });
    }),
  ];
}

function refusals(principals: readonly RequestedPrincipal[], { policy }: RiskInput): Finding[] {
  const byArn = new Map(principals.map((principal) => [principal.principalArn, principal]));
  return [...byArn.values()].flatMap((principal) => {
    const refused = refusedBy(principal, policy);
    if (refused === undefined) return [];
    return [makeFinding('always-refused', { principalArn: principal.principalArn, detail: refused })];
  });
}
