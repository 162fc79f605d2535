import { nodesAbove } from '../../aws/organizations/organization-tree.ts';
import { rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { coversPrincipal } from '../../core/principals/policy-patterns.ts';
import { changedNodes } from '../../core/reach/changed-nodes.ts';
import { isReachAllowed, reachesEverywhere } from '../../core/request/is-reach-allowed.ts';
import { isOurs, rulesFor } from '../../core/request/is-requester-allowed.ts';
import { requesterPolicy } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';
import { readStanding } from './read-standing.ts';

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
    changed.map(async (node) => ({ ...node, above: (await nodesAbove(node.nodeId, nowMs)) ?? [] })),
  );
  const allowed = isReachAllowed(rules, requester.account, reached);
  if (!allowed.allowed) throw rejected('REQUESTER_NOT_ALLOWED', allowed.why);
}
