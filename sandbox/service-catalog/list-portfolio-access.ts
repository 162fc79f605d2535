import type { Operation } from '../wire/service.ts';
import { SortedIds } from '../wire/sorted-ids.ts';
import type { Catalog } from './catalog.ts';
import { invalidParameters, undocumentedError } from './errors.ts';
import { ownPortfolio } from './find-portfolio.ts';
import { isAdministrator, operation, page } from './operation.ts';
import type { Portfolio } from './portfolio.ts';

/**
 * The accounts that have access: "all children of this node with an inherited portfolio share" where a parent is
 * named, else those of account shares too (API reference of ListPortfolioAccess).
 */
export function listPortfolioAccess(catalog: Catalog): Operation {
  return operation(catalog, 'ListPortfolioAccess', (input, caller) => {
    const portfolio = ownPortfolio(catalog, caller, input.PortfolioId);
    const parentId = input.OrganizationParentId;
    if (parentId !== undefined && !isAdministrator(catalog, caller)) {
      throw invalidParameters(
        'OrganizationParentId is for the management account or a delegated administrator.',
      );
    }
    const list = `ListPortfolioAccess ${portfolio.id} ${parentId ?? ''}`;
    const accounts =
      parentId === undefined ? ofEveryPath(catalog, portfolio) : inheriting(catalog, portfolio, parentId);
    const { ids, nextToken } = page(catalog, list, accounts, input);
    return { AccountIds: ids, NextPageToken: nextToken };
  });
}

function ofEveryPath({ settings }: Catalog, { listings, accountShares }: Portfolio) {
  const { accountIds } = listings.access;
  if (settings.undocumented.offeredAccountListed) return accountIds;
  return filtered(
    accountIds,
    (id) => listings.access.hasByNode(id) || accountShares.get(id)?.isAccepted === true,
  );
}

/** Where the parent holds this much less than the portfolio's accounts, its own accounts are walked instead. */
const SMALL_PARENT = 1 / 8;

function inheriting(catalog: Catalog, portfolio: Portfolio, parentId: string) {
  const { organization, settings } = catalog;
  const { access } = portfolio.listings;
  const { accountIds } = access;
  if (parentId === organization.id || parentId === organization.rootId) {
    return filtered(accountIds, (id) => organization.account(id) !== undefined && access.hasByNode(id));
  }
  const parent = organization.parent(parentId);
  if (!parent) {
    throw undocumentedError(
      settings.undocumented.errors.unknownNode,
      `Organization node not found: ${parentId}`,
    );
  }
  if (settings.undocumented.accessBelowParent === 'DIRECT_CHILDREN') {
    return filtered(parent.accountIds, (id) => access.hasByNode(id));
  }
  const below = takeUpTo(organization.accountsBelow(parentId), accountIds.size * SMALL_PARENT);
  return below
    ? filtered(new SortedIds(below, catalog.order), (id) => access.hasByNode(id))
    : filtered(accountIds, (id) => organization.isBelow(id, parentId) && access.hasByNode(id));
}

function filtered(ids: SortedIds, isListed: (id: string) => boolean) {
  return function* (after: string) {
    for (const id of ids.after(after)) {
      if (isListed(id)) {
        yield id;
      }
    }
  };
}

/** All of them, or undefined when there are more. */
function takeUpTo(ids: Iterable<string>, max: number): string[] | undefined {
  const taken: string[] = [];
  for (const id of ids) {
    if (taken.length >= max) {
      return undefined;
    }
    taken.push(id);
  }
  return taken;
}
