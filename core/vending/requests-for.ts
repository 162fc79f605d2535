import { createHash } from 'node:crypto';
import type { RequestedPrincipal, Ticket } from '../request/share-request.ts';
import { parseNodeValue } from '../share/organization-node-value.ts';
import type { OrganizationNode } from '../share/recipient.ts';
import type { Placed } from './announcement.ts';
import type { Placement } from './placement.ts';
import type { VendingRule } from './vending-section.ts';

/** Detail of the `PortfolioShareRequested` that a vended account leads to. */
export interface VendingRequest {
  readonly version: '1';
  readonly requestId: string;
  readonly action: 'SHARE';
  readonly portfolioId: string;
  readonly organizationNode: OrganizationNode;
  readonly shareTagOptions: boolean;
  readonly sharePrincipals: boolean;
  readonly principals: readonly RequestedPrincipal[];
  readonly requestedBy: string;
  readonly ticket?: Ticket;
  readonly verifyAccountId: string;
}

/**
 * One request for each portfolio, by the first rule that fits. A unit that has its share keeps it: the request
 * changes nothing then, and ends when Service Catalog lists the account.
 * @param ancestors units above the account's parent, nearest first
 */
export function requestsFor(
  placement: Placement,
  ancestors: readonly string[],
  rules: readonly VendingRule[],
  told: Pick<Placed, 'announcedBy' | 'requestedBy' | 'ticket'>,
): VendingRequest[] {
  const byPortfolio = new Map<string, VendingRequest>();
  for (const rule of rules) {
    const organizationNode = nodeOf(rule, placement, ancestors);
    if (!organizationNode) continue;
    for (const portfolioId of rule.portfolios) {
      if (byPortfolio.has(portfolioId)) continue;
      byPortfolio.set(portfolioId, {
        version: '1',
        requestId: requestIdOf(placement, portfolioId, organizationNode.id, told.ticket),
        action: 'SHARE',
        portfolioId,
        organizationNode: { type: organizationNode.type, value: organizationNode.value },
        shareTagOptions: rule.shareTagOptions,
        sharePrincipals: rule.sharePrincipals,
        principals: rule.principals,
        requestedBy: told.requestedBy ?? `account vending (${told.announcedBy})`,
        ...(told.ticket && { ticket: told.ticket }),
        verifyAccountId: placement.accountId,
      });
    }
  }
  return [...byPortfolio.values()];
}

/** Whom the rule shares with for this account; nobody where it does not fit. A root cannot be shared with. */
function nodeOf(
  { unit, includeChildren, organizationNode }: VendingRule,
  { parentId }: Placement,
  ancestors: readonly string[],
): (OrganizationNode & { readonly id: string }) | undefined {
  const isThere = unit === 'any' || unit === parentId || (includeChildren && ancestors.includes(unit));
  if (!isThere) return undefined;
  if (organizationNode) {
    const read = parseNodeValue(organizationNode.type, organizationNode.value);
    // As config.yml has it: what an ARN says besides is checked with the request.
    return 'id' in read ? { ...organizationNode, id: read.id } : undefined;
  }
  const value = unit === 'any' ? parentId : unit;
  return value.startsWith('ou-') ? { type: 'ORGANIZATIONAL_UNIT', value, id: value } : undefined;
}

/**
 * The same for all events about one stay, and for one ticket, which has its own answer; another for the next stay.
 * At most 128 characters, as a request id.
 */
function requestIdOf(
  { accountId, generation }: Placement,
  portfolioId: string,
  node: string,
  ticket: Ticket | undefined,
): string {
  const share = digest(`${portfolioId} ${node}`);
  const asked = ticket ? `-${digest(`${ticket.system} ${ticket.id}`)}` : '';
  return `vend-${accountId}-${generation}-${portfolioId.slice(0, 64)}-${share}${asked}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
