/**
 * Whom a portfolio is shared with. NOBODY stands in requests that are only about principals. `type` is the name that
 * DescribePortfolioShares uses, since it tells all four apart. CreatePortfolioShare's OrganizationNodeType calls
 * ORGANIZATION_MEMBER_ACCOUNT just ACCOUNT.
 */
export interface Recipient {
  readonly type:
    | 'ORGANIZATION'
    | 'ORGANIZATIONAL_UNIT'
    | 'ORGANIZATION_MEMBER_ACCOUNT'
    | 'ACCOUNT'
    | 'NOBODY';
  /**
   * Bare id: `o-…`, `ou-…` or twelve digits; for NOBODY the portfolio's id. Never an ARN: the API takes ARNs of
   * partition `aws` only.
   */
  readonly value: string;
}

export const RECIPIENT_TYPES = [
  'ORGANIZATION',
  'ORGANIZATIONAL_UNIT',
  'ORGANIZATION_MEMBER_ACCOUNT',
  'ACCOUNT',
] as const satisfies readonly Recipient['type'][];

export type ShareType = (typeof RECIPIENT_TYPES)[number];

/** The recipient of a request that is only about the portfolio's principals. */
export function nobody(portfolioId: string): Recipient {
  return { type: 'NOBODY', value: portfolioId };
}

export interface OrganizationNode {
  readonly type: 'ORGANIZATION' | 'ORGANIZATIONAL_UNIT' | 'ACCOUNT';
  readonly value: string;
}

/** How the API wants the recipient: an OrganizationNode, or an AccountId for an account-to-account share. */
export function recipientParameters({ type, value }: Recipient) {
  switch (type) {
    case 'NOBODY':
      throw new Error(`A request about the principals of ${value} has no share`);
    case 'ACCOUNT':
      return { AccountId: value };
    case 'ORGANIZATION_MEMBER_ACCOUNT':
      return { OrganizationNode: { Type: 'ACCOUNT' as const, Value: value } };
    case 'ORGANIZATION':
    case 'ORGANIZATIONAL_UNIT':
      return { OrganizationNode: { Type: type, Value: value } };
  }
}

/** The recipient in the words of our events: `organizationNode` or `accountId`. */
export function recipientFields({ type, value }: Recipient): {
  readonly organizationNode?: OrganizationNode;
  readonly accountId?: string;
} {
  if (type === 'NOBODY') return {};
  if (type === 'ACCOUNT') return { accountId: value };
  return { organizationNode: { type: type === 'ORGANIZATION_MEMBER_ACCOUNT' ? 'ACCOUNT' : type, value } };
}

export function recipientOfNode({ type, value }: OrganizationNode): Recipient {
  return { type: type === 'ACCOUNT' ? 'ORGANIZATION_MEMBER_ACCOUNT' : type, value };
}

export function isSameRecipient(one: Recipient, other: Recipient): boolean {
  return one.type === other.type && one.value === other.value;
}

/** Only shares to organization nodes run asynchronously and answer a token (CreatePortfolioShare, Response). */
export function hasShareToken({ type }: Recipient): boolean {
  return type !== 'ACCOUNT' && type !== 'NOBODY';
}
