import { type Caller, NO_BODY, type Operation } from '../wire/service.ts';
import { SortedIds } from '../wire/sorted-ids.ts';
import type { Catalog } from './catalog.ts';
import { limitExceeded, notFound } from './errors.ts';
import { visiblePortfolio } from './find-portfolio.ts';
import { Lagging } from './lagging.ts';
import { operation, page } from './operation.ts';
import {
  type Portfolio,
  type Principals,
  type PrincipalType,
  principalKey,
  readPrincipalKey,
} from './portfolio.ts';
import { requireAssociable } from './principal-arn.ts';
import { listedForm, uniqueIdOf } from './principal-form.ts';

/** Grants the portfolio to a principal of the caller's account, be the portfolio the caller's own or imported. */
export function associatePrincipalWithPortfolio(catalog: Catalog): Operation {
  return operation(catalog, 'AssociatePrincipalWithPortfolio', (input, caller) => {
    const portfolio = visiblePortfolio(catalog, caller, input.PortfolioId);
    requireAssociable(catalog, caller, input.PrincipalARN, input.PrincipalType);
    const principals = principalsOf(catalog, portfolio, caller);
    const key = principalKey(input.PrincipalARN, input.PrincipalType);
    if (!principals.associated.has(key)) {
      requireRoom(catalog, portfolio, principals, input.PrincipalType);
      associate(catalog, principals, key);
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
    const { PrincipalARN, PrincipalType = 'IAM' } = input;
    const portfolio = visiblePortfolio(catalog, caller, input.PortfolioId);
    const principals = principalsOf(catalog, portfolio, caller);
    const key = associationOf(catalog, principals, PrincipalARN, PrincipalType);
    if (key === undefined) {
      throw notFound(`Principal ${PrincipalARN} of type ${PrincipalType} is not associated.`);
    }
    principals.associated.delete(key);
    principals.listed.set(key, undefined);
    return NO_BODY;
  });
}

/** By what was given when it was associated, by the form in which it is listed, or by its unique id. */
function associationOf(
  catalog: Catalog,
  { associated, listed }: Principals,
  given: string,
  type: PrincipalType,
): string | undefined {
  const key = principalKey(given, type);
  const isGone =
    type === 'IAM' &&
    catalog.iam.isDeleted(given, catalog.now()) &&
    catalog.settings.undocumented.deletedPrincipalByArn === 'NOT_FOUND';
  if (associated.has(key)) {
    return isGone ? undefined : key;
  }
  return [...associated].find((other) => {
    const { arn, type: otherType } = readPrincipalKey(other);
    return (
      otherType === type &&
      (listedForm(catalog, other, listed.get(other) ?? Number.NEGATIVE_INFINITY) === given ||
        (type === 'IAM' && uniqueIdOf(arn) === given))
    );
  });
}

/**
 * The caller's own associations. A recipient also sees the patterns of a share with SharePrincipals: "the share
 * recipient can view associations of PrincipalType: IAM_PATTERN on their portfolio" (CreatePortfolioShare).
 */
export function listPrincipalsForPortfolio(catalog: Catalog): Operation {
  return operation(catalog, 'ListPrincipalsForPortfolio', (input, caller) => {
    const portfolio = visiblePortfolio(catalog, caller, input.PortfolioId);
    const own = new Map(principalsOf(catalog, portfolio, caller).listed.entries());
    const shared = sharedPatterns(portfolio, caller.accountId);
    const listed = [...new Set([...own.keys(), ...shared])];
    const list = `ListPrincipalsForPortfolio ${portfolio.id}`;
    const { ids, nextToken } = page(catalog, list, listed, input);
    return {
      Principals: ids.map((key) => ({
        PrincipalARN: listedForm(catalog, key, own.get(key) ?? Number.NEGATIVE_INFINITY),
        PrincipalType: readPrincipalKey(key).type,
      })),
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

/** The associations that an account has made with the portfolio. */
export function principalsOf(
  { agenda, settings }: Pick<Catalog, 'agenda' | 'settings'>,
  portfolio: Portfolio,
  { accountId }: Pick<Caller, 'accountId'>,
): Principals {
  const known = portfolio.principals.get(accountId);
  if (known) {
    return known;
  }
  const listed = new Lagging<number>(agenda, settings.durations.principalListSeconds);
  const none = { associated: new SortedIds(), listed };
  portfolio.principals.set(accountId, none);
  return none;
}

export function associate({ agenda }: Catalog, principals: Principals, key: string): void {
  principals.associated.add(key);
  principals.listed.set(key, agenda.time);
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
