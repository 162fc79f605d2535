import { knownAs } from '../principals/known-as.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import type { Recipient } from '../share/recipient.ts';
import type { Reality, RealShare } from './reality.ts';
import type { Wanted } from './wanted.ts';

const ACCOUNT_TYPES = [
  'ORGANIZATION_MEMBER_ACCOUNT',
  'ACCOUNT',
] as const satisfies readonly Recipient['type'][];

/** What the ledger knows, in our spelling. */
export interface Known {
  readonly recipients: readonly Recipient[];
  readonly principals: readonly RequestedPrincipal[];
}

/**
 * What was read, in the words of the ledger. AWS may list an account under another type than it was shared as, and a
 * principal in another letter case. That does not mean that the wanted one is gone.
 */
export function asKnown(reality: Reality, { recipients, principals }: Known): Reality {
  return {
    ...reality,
    shares: underKnownTypes(reality.shares, recipients),
    ...(reality.principals && { principals: knownAs(reality.principals, principals) }),
  };
}

/** What the ledger knows of a portfolio. */
export function knownOf({
  entries,
  adoptedPrincipals,
}: Pick<Wanted, 'entries' | 'adoptedPrincipals'>): Known {
  return {
    recipients: entries.filter(({ wanted }) => wanted).map(({ recipient }) => recipient),
    principals: [
      ...entries.flatMap(({ wanted, leftBehind = [] }) => [...(wanted?.principals ?? []), ...leftBehind]),
      ...adoptedPrincipals,
    ],
  };
}

/**
 * An account that is listed under a type that nobody wants, and is missing under the wanted one, is the wanted one.
 * Only if both lists were read.
 */
function underKnownTypes(shares: Reality['shares'], recipients: readonly Recipient[]): Reality['shares'] {
  const { ORGANIZATION_MEMBER_ACCOUNT: asMember, ACCOUNT: asAccount } = shares;
  if (!asMember || !asAccount) return shares;
  const wanted = new Set(recipients.map(nameOf));
  const listed = new Set([...asMember, ...asAccount].map(({ recipient }) => nameOf(recipient)));
  const renamed = [...asMember, ...asAccount].map((share): RealShare => {
    const { type, value } = share.recipient;
    const other = { type: ACCOUNT_TYPES.find((one) => one !== type) ?? type, value };
    const isOther =
      !wanted.has(nameOf(share.recipient)) && wanted.has(nameOf(other)) && !listed.has(nameOf(other));
    return isOther ? { ...share, recipient: other } : share;
  });
  const ofType = (type: Recipient['type']) => renamed.filter(({ recipient }) => recipient.type === type);
  return {
    ...shares,
    ORGANIZATION_MEMBER_ACCOUNT: ofType('ORGANIZATION_MEMBER_ACCOUNT'),
    ACCOUNT: ofType('ACCOUNT'),
  };
}

function nameOf({ type, value }: Recipient): string {
  return `${type} ${value}`;
}
