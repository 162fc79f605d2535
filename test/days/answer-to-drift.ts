import type { Request } from './deeds.ts';
import { shareNameOf, type Wanted } from './wanted.ts';

// biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
export type Drift = any;

/** What a person does about a difference that is reported and not repaired, by what the report says alone. */
export function answerTo(
  drift: Drift,
  all: ReadonlyMap<string, Wanted>,
  requestId: string,
): readonly Request[] | 'ACKNOWLEDGE' {
  const { kind, portfolioId, organizationNode, accountId, principal } = drift;
  const whom = { ...(organizationNode && { organizationNode }), ...(accountId && { accountId }) };
  const wanted = all.get(shareNameOf(drift));
  const unshare: Request = { requestId, action: 'UNSHARE', portfolioId, ...whom, principals: [] };
  switch (kind) {
    case 'SHARE_NOT_ASKED_FOR':
      return [unshare];
    case 'ACCOUNT_SHARE':
      return wanted ? 'ACKNOWLEDGE' : [unshare];
    case 'PRINCIPAL_NOT_ASKED_FOR':
    case 'PRINCIPAL_LEFT_BEHIND':
      return [{ requestId, action: 'DISASSOCIATE', portfolioId, principals: [principal] }];
    case 'ACCESS_WITHOUT_SHARE':
      return 'ACKNOWLEDGE';
    case 'RISK_RISEN':
      return [...all.values()]
        .filter((one) => one.portfolioId === portfolioId && one.sharePrincipals)
        .slice(0, 1)
        .map((one) => askedAgain(one, requestId));
    case 'ACCESS_MISSING':
      return wanted ? [unshare, askedAgain(wanted, `${requestId}-again`)] : [unshare];
    default:
      return [wanted ? askedAgain(wanted, requestId) : unshare];
  }
}

function askedAgain({ portfolioId, whom, principals, ...flags }: Wanted, requestId: string): Request {
  return {
    requestId,
    action: 'SHARE',
    portfolioId,
    ...whom,
    shareTagOptions: flags.shareTagOptions,
    sharePrincipals: flags.sharePrincipals,
    principals: [...principals].map((principalArn) => ({ principalArn, principalType: 'IAM_PATTERN' })),
  };
}
