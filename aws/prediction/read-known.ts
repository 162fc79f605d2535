import type { Known } from '../../core/prediction/known.ts';
import type { Wish } from '../../core/prediction/predict.ts';
import type { PortfolioPower } from '../../core/principals/portfolio-power.ts';
import type { Standing } from '../../core/reach/standing.ts';
import { nodesOfManagementAccount } from '../organizations/nodes-of-management-account.ts';
import { isInOrganization, nodesAbove } from '../organizations/organization-tree.ts';
import { readPower } from '../service-catalog/read-power.ts';
import { readStanding } from './read-standing.ts';

/** What the caller knows already, or decides. */
type Given = Pick<Known, 'policy' | 'ownerAccountId' | 'tree' | 'entries'> & {
  readonly isNamedByRule?: boolean;
  readonly standing?: Standing;
  readonly power?: PortfolioPower;
  /** What is above the recipient, where an older reading serves. */
  readonly above?: readonly string[];
};

/** Reads what a prediction of this request depends on, as it is now. Of a tree, the path of an account alone is read again. */
export async function readKnown(request: Wish, given: Given, nowMs: number): Promise<Known> {
  const { action, portfolioId, recipient } = request;
  const { policy, ownerAccountId, tree, entries, isNamedByRule = false } = given;
  const isShare = action === 'SHARE';
  const [standing, managementNodes, power] = await Promise.all([
    given.standing ?? readStanding(portfolioId),
    isShare ? nodesOfManagementAccount(nowMs) : undefined,
    // What takes access away is not weighed.
    given.power ?? (isShare ? readPower(portfolioId) : NONE_READ),
  ]);
  const isAccount = recipient.type === 'ACCOUNT' || recipient.type === 'ORGANIZATION_MEMBER_ACCOUNT';
  const mayBeCovered =
    isShare && request.sharePrincipals && standing.shares.some(({ sharePrincipals }) => sharePrincipals);
  const above =
    given.above ?? (isAccount || mayBeCovered ? await nodesAbove(recipient.value, nowMs) : undefined);
  const isLeaving = isShare && recipient.type === 'ACCOUNT';
  const isInside = isLeaving ? await isInOrganization(recipient.value) : undefined;
  return {
    nowMs,
    policy,
    ownerAccountId,
    ...(tree && { tree }),
    ...(entries && { entries }),
    standing,
    power,
    ...(managementNodes && { managementNodes }),
    recipient: {
      ...(above && { above }),
      ...(isInside !== undefined && { isInOrganization: isInside }),
      ...(isNamedByRule && { isNamedByRule }),
    },
  };
}

const NONE_READ: PortfolioPower = { readable: false };
