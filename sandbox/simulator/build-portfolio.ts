import type { Catalog } from '../service-catalog/catalog.ts';
import { changeAccess, listAccountShare, listNodeShare } from '../service-catalog/listings.ts';
import { newPortfolio } from '../service-catalog/new-portfolio.ts';
import {
  type NodeShare,
  type OrganizationNode,
  type Portfolio,
  principalKey,
} from '../service-catalog/portfolio.ts';
import { associate, principalsOf } from '../service-catalog/principal-operations.ts';
import { grant, recipientsOf } from '../service-catalog/reach.ts';
import { newShareAction } from '../service-catalog/run-share-action.ts';
import { Refusal } from '../wire/refusal.ts';
import { SortedIds } from '../wire/sorted-ids.ts';
import { addConstraint } from './constraints.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioPortfolio } from './scenario-portfolios.ts';

/** When the portfolios of a scenario were made, in milliseconds since the epoch: the same in every run. */
const CREATED_AT = Date.UTC(2026, 0, 1);

/** Puts a portfolio of the scenario into the catalog, its shares completed without an error. */
export function buildPortfolio(catalog: Catalog, scenario: Scenario, given: ScenarioPortfolio): void {
  if (catalog.portfolios.get(given.id)) {
    throw new Refusal(`The scenario has portfolio ${given.id} twice: expected every id once.`);
  }
  const accountId = given.accountId ?? scenario.organization.managementAccountId;
  const portfolio = newPortfolio(catalog, {
    id: given.id,
    accountId,
    region: given.region ?? scenario.region,
    displayName: given.displayName ?? given.id,
    providerName: given.providerName,
    description: given.description,
    createdAt: CREATED_AT,
    tags: Object.entries(given.tags).map(([Key, Value]) => ({ Key, Value })),
    idempotencyToken: undefined,
    products: given.products.map(({ id, shared }) => ({ id, isShared: shared })),
  });
  for (const { principalArn, principalType } of given.principals) {
    const principals = principalsOf(catalog, portfolio, { accountId });
    associate(catalog, principals, principalKey(principalArn, principalType));
  }
  for (const constraint of given.constraints) {
    addConstraint(portfolio, constraint);
  }
  catalog.portfolios.add(portfolio);
  for (const share of given.shares) {
    if (share.accountId !== undefined) {
      portfolio.accountShares.set(share.accountId, {
        ...share,
        accountId: share.accountId,
        isAccepted: share.accepted,
      });
      const recipientId = share.accountId;
      changeAccess(catalog, portfolio, (access) => access.addPath(recipientId, 'ACCOUNT'));
      listAccountShare(portfolio, recipientId);
    } else if (share.organizationNode !== undefined) {
      addNodeShare(catalog, portfolio, knownNode(catalog, portfolio.id, share.organizationNode), share);
    }
  }
}

function addNodeShare(
  catalog: Catalog,
  portfolio: Portfolio,
  node: OrganizationNode,
  flags: Pick<NodeShare, 'shareTagOptions' | 'sharePrincipals'>,
): void {
  const callerId = portfolio.accountId;
  const action = newShareAction(catalog, portfolio, { callerId, nodeId: node.id, kind: 'CREATE' });
  const share: NodeShare = {
    node,
    createdBy: callerId,
    shareTagOptions: flags.shareTagOptions,
    sharePrincipals: flags.sharePrincipals,
    flagsToBe: undefined,
    isInError: false,
    granted: new SortedIds([], catalog.order),
    failed: new Set(),
    lastAction: action,
  };
  for (const accountId of recipientsOf(catalog, portfolio, node)) {
    grant(catalog, portfolio, share, accountId);
    action.successfulShares.push(accountId);
  }
  action.status = 'COMPLETED';
  portfolio.nodeShares.set(node.id, share);
  catalog.actions.add(action, portfolio, action.successfulShares.length);
  listNodeShare(catalog, portfolio, node.id);
}

function knownNode({ organization }: Catalog, portfolioId: string, id: string): OrganizationNode {
  if (id === organization.id) {
    return { type: 'ORGANIZATION', id };
  }
  if (organization.parent(id)) {
    return { type: 'ORGANIZATIONAL_UNIT', id };
  }
  if (organization.account(id)) {
    return { type: 'ACCOUNT', id };
  }
  throw new Refusal(
    `Portfolio ${portfolioId} is shared with ${id}: expected a node of the scenario's organization.`,
  );
}
