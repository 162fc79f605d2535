import type { PrincipalPolicy } from '../../../core/principals/principal-policy.ts';
import type { RiskInput, RiskShare } from '../../../core/principals/risk-input.ts';
import { weighRisk } from '../../../core/principals/weigh-risk.ts';
import type { RequestedPrincipal } from '../../../core/request/share-request.ts';

export const UNIT: RiskShare = {
  type: 'ORGANIZATIONAL_UNIT',
  value: 'ou-ab12-cdef3456',
  sharesPrincipalsNow: false,
  willSharePrincipals: true,
  reachesManagementAccount: false,
};

export const ORGANIZATION: RiskShare = {
  ...UNIT,
  type: 'ORGANIZATION',
  value: 'o-a1b2c3d4e5',
  reachesManagementAccount: true,
};

export const POLICY: PrincipalPolicy = {
  decisions: { NONE: 'ALLOW', LOW: 'ALLOW', MEDIUM: 'ALLOW', HIGH: 'APPROVE', CRITICAL: 'REFUSE' },
  alwaysAllow: [],
  alwaysRefuse: [],
  guardedPaths: ['/platform/'],
  administratorSets: ['BreakGlass'],
  quotas: { iamPatterns: 10, principals: 100 },
};

export function pattern(resource: string): RequestedPrincipal {
  return { principalArn: `arn:aws:iam:::${resource}`, principalType: 'IAM_PATTERN' };
}

export function principalOfAccount(resource: string): RequestedPrincipal {
  return { principalArn: `arn:aws:iam::123456789012:${resource}`, principalType: 'IAM' };
}

/** A request that adds one pattern and shares principal names with one unit, unless told otherwise. */
export function risk(changes: Partial<RiskInput> = {}): RiskInput {
  return {
    existing: [],
    requested: [pattern('role/Deploy')],
    share: UNIT,
    otherShares: [],
    power: { readable: true, launchConstraints: [], stackSetConstraints: [] },
    policy: POLICY,
    ...changes,
  };
}

export const SSO = 'role/aws-reserved/sso.amazonaws.com';
export const SUFFIX = '?'.repeat(16);

/** What weighing finds in a request for one pattern. */
export const weigh = (resource: string, changes: Parameters<typeof risk>[0] = {}) =>
  weighRisk(risk({ requested: [pattern(resource)], ...changes }));

export const ids = (findings: ReturnType<typeof weighRisk>) => findings.map(({ id }) => id);
