import type { Portfolio } from '../service-catalog/portfolio.ts';
import { readPrincipalKey } from '../service-catalog/portfolio.ts';
import { sharedPatterns } from '../service-catalog/principal-operations.ts';
import { matchesPattern } from '../service-catalog/principal-pattern.ts';

/**
 * Whether a role, user or group may launch products of the portfolio: its account has the portfolio and either
 * associated it, or it matches a pattern there, own or passed on by a share with SharePrincipals.
 */
export function principalMayLaunch(portfolio: Portfolio, principalArn: string): boolean {
  const accountId = /^arn:[^:]+:iam::(\d{12}):/.exec(principalArn)?.[1] ?? '';
  const isRecipient = portfolio.access.has(accountId);
  if (!isRecipient && accountId !== portfolio.accountId) {
    return false;
  }
  const own = [...(portfolio.principals.get(accountId)?.associated ?? [])];
  const keys = isRecipient ? [...own, ...sharedPatterns(portfolio, accountId)] : own;
  return keys
    .map(readPrincipalKey)
    .some(({ arn, type }) => (type === 'IAM' ? arn === principalArn : matchesPattern(arn, principalArn)));
}
