import { type Caller, NO_BODY, type Operation } from '../wire/service.ts';
import { SortedIds } from '../wire/sorted-ids.ts';
import type { Catalog } from './catalog.ts';
import { limitExceeded, notFound } from './errors.ts';
import { visiblePortfolio } from './find-portfolio.ts';
import { operation, page } from './operation.ts';
import { type Portfolio, type Principals, principalKey, readPrincipalKey } from './portfolio.ts';
import { requireAssociable } from './principal-arn.ts';

/** Grants the portfolio to a principal of the caller's account, be the portfolio the caller's own or imported. */
export function associatePrincipalWithPortfolio(catalog: Catalog): Operation {
  return operation(catalog, 'AssociatePrincipalWithPortfolio', (input, caller) => {
    const portfolio = visiblePortfolio(catalog, caller, input.PortfolioId);
    requireAssociable(catalog, caller, input.PrincipalARN, input.PrincipalType);
    const principals = principalsOf(portfolio, caller);
    const key = principalKey(input.PrincipalARN, input.PrincipalType);
    if (!principals.associated.has(key)) {
      requireRoom(catalog, portfolio, principals, input.PrincipalType);
      principals.associated.add(key);
      listLater(catalog, principals, key);
    }
    return NO_BODY;
  });
}

/**
 * Type and ARN must be those of the association; an absent type means IAM, so that a pattern is then not found
 * (seen in the Terraform provider).
 */
export function disassociatePrincipalFromPortfolio(catalog: Catalog): Operation {
  return operation(catalog, 'DisassociatePrincipalFromPortfolio', (input, caller) => {
    const principals = principalsOf(visiblePortfolio(catalog, caller, input.PortfolioId), caller);
    const key = principalKey(input.PrincipalARN, input.PrincipalType ?? 'IAM');
    if (!principals.associated.delete(key)) {
      throw notFound(
        `Principal ${input.PrincipalARN} of type ${input.PrincipalType ?? 'IAM'} is not associated.`,
      );
    }
    listLater(catalog, principals, key);
    return NO_BODY;
  });
}

/**
 * The caller's own associations. A recipient also sees the patterns of a share with SharePrincipals: "the share
 * recipient can view associations of PrincipalType: IAM_PATTERN on their portfolio" (CreatePortfolioShare).
 */
export function listPrincipalsForPortfolio(catalog: Catalog): Operation {
  return operation(catalog, 'ListPrincipalsForPortfolio', (input, caller) => {
    const portfolio = visiblePortfolio(catalog, caller, input.PortfolioId);
    const own = principalsOf(portfolio, caller).listed;
    const shared = sharedPatterns(portfolio, caller.accountId);
    const listed = shared.length === 0 ? own : new SortedIds([...own, ...shared]);
    const list = `ListPrincipalsForPortfolio ${portfolio.id}`;
    const { ids, nextToken } = page(catalog, list, listed, input);
    const found = ids.map(readPrincipalKey);
    return {
      Principals: found.map(({ arn, type }) => ({ PrincipalARN: arn, PrincipalType: type })),
      NextPageToken: nextToken,
    };
  });
}

/** Keys of the owner's patterns, where the account has the portfolio by a share that passes them on. */
export function sharedPatterns(portfolio: Portfolio, accountId: string): string[] {
  for (const share of portfolio.nodeShares.values()) {
    if (share.sharePrincipals && share.granted.has(accountId)) {
      const owners = portfolio.principals.get(portfolio.accountId)?.associated ?? [];
      return [...owners].filter((key) => readPrincipalKey(key).type === 'IAM_PATTERN');
    }
  }
  return [];
}

function principalsOf(portfolio: Portfolio, { accountId }: Pick<Caller, 'accountId'>): Principals {
  const known = portfolio.principals.get(accountId);
  if (known) {
    return known;
  }
  const none = { associated: new SortedIds(), listed: new SortedIds() };
  portfolio.principals.set(accountId, none);
  return none;
}

/** Quota L-E8959660 for all principals, and 10 of type IAM_PATTERN (AssociatePrincipalWithPortfolio). */
function requireRoom(catalog: Catalog, portfolio: Portfolio, { associated }: Principals, type: string): void {
  const { principalsPerPortfolio, iamPatternsPerPortfolio } = catalog.settings.quotas;
  if (associated.size >= principalsPerPortfolio) {
    throw limitExceeded(`Portfolio ${portfolio.id} has ${associated.size} principals, which is the limit.`);
  }
  const patterns = [...associated].filter((key) => readPrincipalKey(key).type === 'IAM_PATTERN').length;
  if (type === 'IAM_PATTERN' && patterns >= iamPatternsPerPortfolio) {
    throw limitExceeded(
      `Portfolio ${portfolio.id} has ${patterns} principals of type IAM_PATTERN, which is the limit.`,
    );
  }
}

/** The list follows an association after a while, as tools that poll for it have seen. */
function listLater(catalog: Catalog, principals: Principals, key: string): void {
  const { principalListSeconds } = catalog.settings.durations;
  const follow = () => {
    if (principals.associated.has(key)) {
      principals.listed.add(key);
    } else {
      principals.listed.delete(key);
    }
  };
  if (principalListSeconds === 0) {
    follow();
  } else {
    catalog.agenda.schedule(catalog.now() + principalListSeconds * 1000, follow);
  }
}
