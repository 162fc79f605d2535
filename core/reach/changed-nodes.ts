import { listedIdentity } from '../principals/listed-identity.ts';
import type { RequestedPrincipal, ShareRequest } from '../request/share-request.ts';
import { isSameRecipient } from '../share/recipient.ts';
import type { Standing } from './standing.ts';

/** A node at which a request changes something, and what, in words. */
interface ChangedNode {
  readonly nodeId: string;
  readonly isAsked: boolean;
  /** Whether it is the account of the portfolio's owner. */
  readonly isOwner: boolean;
  readonly change: string;
}

type Change = Pick<ShareRequest, 'action' | 'recipient' | 'sharePrincipals' | 'principals'>;

/**
 * The nodes at which a request changes something: the node that it names, and every node with which the principals that
 * it adds or takes off are shared by name. A principal that has effect at no node has it in the owner's account.
 */
export function changedNodes(before: Standing, request: Change, ownerAccountId: string): ChangedNode[] {
  const { action, recipient, principals } = request;
  const known = new Set(before.principals.map(listedIdentity));
  const changed = principals.filter((one) => known.has(listedIdentity(one)) !== (action === 'SHARE'));
  const change = action === 'SHARE' ? 'is shared with' : 'loses the share';
  const isOwner = recipient.value === ownerAccountId;
  const asked =
    action === 'DISASSOCIATE' ? [] : [{ nodeId: recipient.value, isAsked: true, isOwner, change }];
  const patterns = changed.filter(({ principalType }) => principalType === 'IAM_PATTERN');
  const passing = before.shares.filter(({ sharePrincipals }) => sharePrincipals);
  const others = passing.filter((share) => !isSameRecipient(share, recipient));
  const verb = action === 'SHARE' ? 'gains' : 'loses';
  const beside = patterns.length === 0 ? [] : others.map(({ value }) => value);
  const isShownNow = action === 'UNSHARE' && others.length < passing.length;
  const isShownHere = action === 'SHARE' ? request.sharePrincipals : isShownNow;
  const alone = changed.filter(
    ({ principalType }) => principalType === 'IAM' || (beside.length === 0 && !isShownHere),
  );
  return [
    ...asked,
    ...beside.map((nodeId) => ({
      nodeId,
      isAsked: false,
      isOwner: false,
      change: `${verb} ${nameOf(patterns)}`,
    })),
    ...(alone.length === 0
      ? []
      : [
          {
            nodeId: ownerAccountId,
            isAsked: false,
            isOwner: true,
            change: `the owner, which alone ${verb} ${nameOf(alone)}`,
          },
        ]),
  ];
}

function nameOf([first, ...more]: readonly RequestedPrincipal[]): string {
  return `${first?.principalArn}${more.length > 0 ? ` and ${more.length} more` : ''}`;
}
