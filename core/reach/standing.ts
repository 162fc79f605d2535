import { listedIdentity } from '../principals/listed-identity.ts';
import type { RequestedPrincipal, ShareRequest } from '../request/share-request.ts';
import { isSameRecipient, type Recipient } from '../share/recipient.ts';

/** A share, as far as it decides who is reached; tag options do not. */
export interface StandingShare extends Recipient {
  readonly sharePrincipals: boolean;
  readonly shareTagOptions?: boolean;
}

/** The shares and principals of a portfolio, as they are or as they would be. */
export interface Standing {
  readonly shares: readonly StandingShare[];
  readonly principals: readonly RequestedPrincipal[];
}

type Change = Pick<ShareRequest, 'action' | 'recipient' | 'sharePrincipals' | 'principals'> &
  Partial<Pick<ShareRequest, 'shareTagOptions'>>;

/** How a portfolio would stand once a request is done. */
export function standingAfter(before: Standing, request: Change): Standing {
  const { action, recipient, shareTagOptions, sharePrincipals, principals } = request;
  if (action === 'SHARE') {
    const others = before.shares.filter((share) => !isSameRecipient(share, recipient));
    const known = new Set(before.principals.map(listedIdentity));
    const added = principals.filter((principal) => !known.has(listedIdentity(principal)));
    const flags = { ...(shareTagOptions !== undefined && { shareTagOptions }), sharePrincipals };
    const shares = [...others, { ...recipient, ...flags }];
    return { shares, principals: [...before.principals, ...added] };
  }
  const named = new Set(principals.map(listedIdentity));
  const left = before.principals.filter((principal) => !named.has(listedIdentity(principal)));
  return { shares: withoutShare(before.shares, recipient), principals: left };
}

/** The share with a recipient: an account may be listed under either type, whichever way it was shared with. */
export function standingShare(
  shares: readonly StandingShare[],
  recipient: Recipient,
): StandingShare | undefined {
  const isAccount = recipient.type === 'ACCOUNT' || recipient.type === 'ORGANIZATION_MEMBER_ACCOUNT';
  return (
    shares.find((share) => isSameRecipient(share, recipient)) ??
    (isAccount ? shares.find(({ value }) => value === recipient.value) : undefined)
  );
}

/** An account may be listed under either type, whichever way it was shared with. */
function withoutShare(shares: readonly StandingShare[], recipient: Recipient): readonly StandingShare[] {
  const exact = shares.filter((share) => !isSameRecipient(share, recipient));
  return exact.length < shares.length ? exact : shares.filter(({ value }) => value !== recipient.value);
}
