import type { Logger } from '@aws-lambda-powertools/logger';
import { nodesAbove } from '../../aws/organizations/organization-tree.ts';
import { type OrganizationTree, withPath } from '../../core/organization/organization-tree.ts';
import { accountsWithNames, reachOf } from '../../core/reach/reach.ts';
import { type ReachReport, reachReport } from '../../core/reach/reach-report.ts';
import { type Standing, standingAfter } from '../../core/reach/standing.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { knownTree } from '../organization/known-tree.ts';
import { ownAccount } from '../task/stack.ts';

interface Predicted {
  readonly reach: ReachReport;
  /** In which the portfolio's patterns have effect once the request is done. */
  readonly namedAccounts: readonly string[];
}

/** Whom a request reaches, by the organization as it was read last; `undefined` where it cannot be read. */
export async function predictReach(
  request: ShareRequest,
  before: Standing,
  { now, logger }: { readonly now: string; readonly logger: Pick<Logger, 'warn'> },
): Promise<Predicted | undefined> {
  const tree = await knownTree(now, logger);
  if (!tree) return undefined;
  const { readAt, accounts } = await withCurrentPath(tree, request, now);
  const known = { ownerAccountId: ownAccount(), accounts };
  const after = standingAfter(before, request);
  return {
    reach: reachReport(reachOf(before, after, known), readAt),
    namedAccounts: accountsWithNames(after, known),
  };
}

/** Accounts move; units do not. */
async function withCurrentPath(
  tree: OrganizationTree,
  { recipient }: ShareRequest,
  now: string,
): Promise<OrganizationTree> {
  const isAccount = recipient.type === 'ACCOUNT' || recipient.type === 'ORGANIZATION_MEMBER_ACCOUNT';
  if (!isAccount) return tree;
  const above = await nodesAbove(recipient.value, Date.parse(now));
  return above ? withPath(tree, recipient.value, above) : tree;
}
