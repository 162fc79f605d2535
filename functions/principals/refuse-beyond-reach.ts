import { findParent, knownOrganization, listAncestors } from '../../aws/organizations/organization-tree.ts';
import { listPrincipals } from '../../aws/service-catalog/principals.ts';
import { listShares } from '../../aws/service-catalog/read-share.ts';
import { rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { coversPrincipal } from '../../core/principals/policy-patterns.ts';
import { changedNodes } from '../../core/reach/changed-nodes.ts';
import { isReachAllowed, reachesEverywhere } from '../../core/request/is-reach-allowed.ts';
import { isOurs, rulesFor } from '../../core/request/is-requester-allowed.ts';
import { requesterPolicy } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';

/**
 * Who may ask for a node may change what has effect there, and nowhere else: a principal that one brings is live
 * wherever the portfolio's principals are shared by name.
 * @throws REQUESTER_NOT_ALLOWED
 */
export async function refuseBeyondReach(
  { request, requester }: Pick<RequestRecord, 'request' | 'requester'>,
  nowMs: number,
): Promise<void> {
  const own = ownAccount();
  if (isOurs(requester, own)) return;
  const rules = rulesFor(requesterPolicy, requester, request, own, coversPrincipal);
  if (reachesEverywhere(rules)) return;
  const { portfolioId, principals } = request;
  const standing = principals.length === 0 ? { shares: [], principals: [] } : await readStanding(portfolioId);
  const isOwn = requester.account === own;
  const changed = changedNodes(standing, request, own).filter(({ nodeId }) => !(isOwn && nodeId === own));
  // What rules name plainly needs no look at the tree.
  if (
    isReachAllowed(
      rules,
      requester.account,
      changed.map((node) => ({ ...node, above: [] })),
    ).allowed
  )
    return;
  const reached = await Promise.all(
    changed.map(async (node) => ({ ...node, above: await nodesAbove(node.nodeId, nowMs) })),
  );
  const allowed = isReachAllowed(rules, requester.account, reached);
  if (!allowed.allowed) throw rejected('REQUESTER_NOT_ALLOWED', allowed.why);
}

async function readStanding(portfolioId: string) {
  const [principals, ...lists] = await Promise.all([
    listPrincipals(portfolioId),
    listShares(portfolioId, 'ORGANIZATION'),
    listShares(portfolioId, 'ORGANIZATIONAL_UNIT'),
  ]);
  const shares = lists.flat().map(({ recipient, sharePrincipals }) => ({ ...recipient, sharePrincipals }));
  return { shares, principals };
}

/** What is above a node now; nothing of what the organization does not know, so that no rule for what is above admits it. */
async function nodesAbove(nodeId: string, nowMs: number): Promise<readonly string[]> {
  if (nodeId.startsWith('o-')) return [];
  const parent = await findParent(nodeId);
  if (parent === undefined) return [];
  const organization = await knownOrganization(nowMs);
  const units = parent.startsWith('ou-') ? [parent, ...(await listAncestors(parent))] : [];
  return organization ? [organization.organizationId, ...units] : units;
}
