import { listShareEntries } from '../../aws/ledger/shares.ts';
import { isInOrganization, nodesAbove } from '../../aws/organizations/organization-tree.ts';
import { rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { ShareEntry } from '../../core/ledger/wanted-share.ts';
import { latePrincipals } from '../../core/prediction/late-principals.ts';
import { lateShares } from '../../core/prediction/late-shares.ts';
import { coversPrincipal } from '../../core/principals/policy-patterns.ts';
import { beyondRoomOfOthers } from '../../core/principals/room-of-others.ts';
import { changedNodes } from '../../core/reach/changed-nodes.ts';
import type { Standing } from '../../core/reach/standing.ts';
import { isReachAllowed, reachesEverywhere } from '../../core/request/is-reach-allowed.ts';
import { isOurs, type RequesterRule, rulesFor } from '../../core/request/is-requester-allowed.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { principalPolicy, requesterPolicy } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';
import { standingFor } from './standing-for.ts';

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
  const names = principals.length > 0;
  const standing = names ? await standingFor(request, nowMs) : { shares: [], principals: [] };
  // Service Catalog's lists may lag behind what others have just brought.
  const entries = names ? await listShareEntries(portfolioId) : [];
  const late = await onlyThere(lateShares(standing.shares, entries, nowMs));
  const isOwn = requester.account === own;
  const changed = [
    ...changedNodes(standing, request, own),
    ...(late.length > 0
      ? changedNodes({ ...standing, shares: [...standing.shares, ...late] }, request, own)
      : []),
  ].filter(({ nodeId }) => !(isOwn && nodeId === own));
  const why =
    (await beyondRules(rules, requester.account, changed, nowMs)) ??
    (isOwn ? undefined : beyondRoom(rules, request, standing, entries, nowMs));
  if (why !== undefined) throw rejected('REQUESTER_NOT_ALLOWED', why);
}

/** A share with a unit that was deleted may be wanted still: it will not come any more. */
async function onlyThere(shares: Standing['shares']): Promise<Standing['shares']> {
  const there = await Promise.all(shares.map(async ({ value }) => (await isInOrganization(value)) !== false));
  return shares.filter((_, nth) => there[nth]);
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

function beyondRoom(
  rules: readonly RequesterRule[],
  { action, principals }: ShareRequest,
  standing: Standing,
  entries: readonly ShareEntry[],
  nowMs: number,
): string | undefined {
  const mayFillAll = rules.some(({ nodes }) => nodes.includes(ownAccount()));
  if (action !== 'SHARE' || principals.length === 0 || mayFillAll) return undefined;
  const { quotas } = principalPolicy;
  const sentence = beyondRoomOfOthers(
    [...standing.principals, ...latePrincipals(entries, nowMs)],
    principals,
    requesterPolicy.allow,
    quotas,
    coversPrincipal,
  );
  return sentence && `By config.yml (requests), half of a portfolio's quotas is its owner's. ${sentence}`;
}
