import { listShareEntries } from '../../aws/ledger/shares.ts';
import { nodesAbove } from '../../aws/organizations/organization-tree.ts';
import { readStanding } from '../../aws/prediction/read-standing.ts';
import { rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { coversPrincipal } from '../../core/principals/policy-patterns.ts';
import { beyondRoomOfOthers } from '../../core/principals/room-of-others.ts';
import { changedNodes } from '../../core/reach/changed-nodes.ts';
import type { Standing } from '../../core/reach/standing.ts';
import { isReachAllowed, reachesEverywhere } from '../../core/request/is-reach-allowed.ts';
import { isOurs, type RequesterRule, rulesFor } from '../../core/request/is-requester-allowed.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { principalPolicy, requesterPolicy } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';

/**
 * A requester may change only what its rules admit. A principal that it adds has effect on every node with which the
 * portfolio's principals are shared by name, and uses up the owner's quotas.
 * @throws REQUESTER_NOT_ALLOWED
 */
export async function refuseBeyondReach(
  { request, requester, intent }: Pick<RequestRecord, 'request' | 'requester' | 'intent'>,
  nowMs: number,
): Promise<void> {
  const own = ownAccount();
  // It was judged before it wrote. Its own write may have left its principals to the owner alone.
  if (intent) return;
  if (isOurs(requester, own)) return;
  const rules = rulesFor(requesterPolicy, requester, request, own, coversPrincipal);
  if (reachesEverywhere(rules)) return;
  const { portfolioId, principals } = request;
  const standing = principals.length === 0 ? { shares: [], principals: [] } : await readStanding(portfolioId);
  const isOwn = requester.account === own;
  const changed = changedNodes(standing, request, own).filter(({ nodeId }) => !(isOwn && nodeId === own));
  const why =
    (await beyondRules(rules, requester.account, changed, nowMs)) ??
    (isOwn ? undefined : await beyondRoom(rules, request, standing));
  if (why !== undefined) throw rejected('REQUESTER_NOT_ALLOWED', why);
}

async function beyondRules(
  rules: readonly RequesterRule[],
  account: string,
  changed: ReturnType<typeof changedNodes>,
  nowMs: number,
): Promise<string | undefined> {
  const plainly = changed.map((node) => ({ ...node, above: [] }));
  // If the rules name all nodes, the tree need not be read.
  if (isReachAllowed(rules, account, plainly).allowed) return undefined;
  const reached = await Promise.all(
    changed.map(async (node) => ({ ...node, above: (await nodesAbove(node.nodeId, nowMs)) ?? [] })),
  );
  const allowed = isReachAllowed(rules, account, reached);
  return allowed.allowed ? undefined : allowed.why;
}

async function beyondRoom(
  rules: readonly RequesterRule[],
  { action, portfolioId, principals }: ShareRequest,
  standing: Standing,
): Promise<string | undefined> {
  const mayFillAll = rules.some(({ nodes }) => nodes.includes(ownAccount()));
  if (action !== 'SHARE' || principals.length === 0 || mayFillAll) return undefined;
  // Service Catalog's list may lag behind what others have just brought.
  const wanted = (await listShareEntries(portfolioId)).flatMap((entry) => entry.wanted?.principals ?? []);
  const { quotas } = principalPolicy;
  const sentence = beyondRoomOfOthers(
    [...standing.principals, ...wanted],
    principals,
    requesterPolicy.allow,
    quotas,
    coversPrincipal,
  );
  return sentence && `By config.yml (requests), half of a portfolio's quotas is its owner's. ${sentence}`;
}
