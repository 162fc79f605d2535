import type { RequestedPrincipal } from '../request/share-request.ts';
import { listedIdentity } from './listed-identity.ts';

export interface PrincipalQuotas {
  /** IAM_PATTERN principals of one portfolio (AssociatePrincipalWithPortfolio: 10). */
  readonly iamPatterns: number;
  /** Users, groups and roles of one portfolio (quota L-E8959660, default 100, adjustable). */
  readonly principals: number;
}

export const DEFAULT_QUOTAS: PrincipalQuotas = { iamPatterns: 10, principals: 100 };

interface QuotaProblem {
  readonly quota: string;
  readonly limit: number;
  readonly existing: number;
  readonly added: number;
  /** One sentence: what is there, what was asked, which quota. */
  readonly sentence: string;
}

export interface PrincipalPlan {
  readonly toAssociate: readonly RequestedPrincipal[];
  readonly alreadyAssociated: readonly RequestedPrincipal[];
  /** What the request names more than once: every further mention. */
  readonly duplicates: readonly RequestedPrincipal[];
  readonly quotaProblem?: QuotaProblem;
}

/** What a request adds to the principals that a portfolio has, and whether the portfolio's quotas have room for it. */
export function addPrincipals(
  existing: readonly RequestedPrincipal[],
  requested: readonly RequestedPrincipal[],
  quotas: PrincipalQuotas = DEFAULT_QUOTAS,
): PrincipalPlan {
  const there = new Set(existing.map(listedIdentity));
  const seen = new Set<string>();
  const plan = { toAssociate: [], alreadyAssociated: [], duplicates: [] } as {
    [list in 'toAssociate' | 'alreadyAssociated' | 'duplicates']: RequestedPrincipal[];
  };
  for (const principal of requested) {
    const identity = listedIdentity(principal);
    if (seen.has(identity)) plan.duplicates.push(principal);
    else if (there.has(identity)) plan.alreadyAssociated.push(principal);
    else plan.toAssociate.push(principal);
    seen.add(identity);
  }
  const quotaProblem =
    overQuota(
      'IAM_PATTERN principals per portfolio',
      quotas.iamPatterns,
      existing.filter(isPattern),
      plan.toAssociate.filter(isPattern),
    ) ??
    overQuota(
      'users, groups and roles per portfolio (L-E8959660)',
      quotas.principals,
      existing,
      plan.toAssociate,
    );
  return quotaProblem ? { ...plan, quotaProblem } : plan;
}

function overQuota(
  quota: string,
  limit: number,
  existing: readonly RequestedPrincipal[],
  added: readonly RequestedPrincipal[],
): QuotaProblem | undefined {
  if (added.length === 0 || existing.length + added.length <= limit) return undefined;
  return {
    quota,
    limit,
    existing: existing.length,
    added: added.length,
    sentence: `The portfolio has ${existing.length} and the request adds ${added.length}, more than the quota of ${limit} ${quota}.`,
  };
}

function isPattern({ principalType }: RequestedPrincipal): boolean {
  return principalType === 'IAM_PATTERN';
}
