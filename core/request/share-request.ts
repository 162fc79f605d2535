import type { SaidByArn } from '../organization/organization-id.ts';
import type { Recipient } from '../share/recipient.ts';

export interface RequestedPrincipal {
  readonly principalArn: string;
  readonly principalType: 'IAM' | 'IAM_PATTERN';
}

export interface Ticket {
  readonly system: string;
  readonly id: string;
  readonly url?: string;
}

/** What somebody asked for, normalised: bare ids, defaults filled in, principals without duplicates. */
export interface ShareRequest {
  readonly requestId: string;
  /** DISASSOCIATE takes principals off the portfolio and leaves its shares. */
  readonly action: 'SHARE' | 'UNSHARE' | 'DISASSOCIATE';
  readonly portfolioId: string;
  readonly recipient: Recipient;
  readonly shareTagOptions: boolean;
  readonly sharePrincipals: boolean;
  readonly principals: readonly RequestedPrincipal[];
  /** SHARE: what the share asked for before, and this request does not name, it asks for no longer. */
  readonly exactPrincipals?: boolean;
  readonly acceptLanguage?: 'en' | 'jp' | 'zh';
  readonly requestedBy?: string;
  readonly ticket?: Ticket;
  readonly retryOf?: string;
  /** After the share is settled, Service Catalog is asked until it lists this account, or a deadline passes. */
  readonly verifyAccountId?: string;
  /** It is only tried: answered by what it would do, and nothing is done. */
  readonly dryRun?: true;
  /** RFC 3339. */
  readonly notAfter?: string;
  /** What the node's ARN says besides its id, where it was given as one: checked against Organizations. */
  readonly nodeArn?: SaidByArn;
}

/** Who put the request on the bus. `account` is set by AWS; `source` is only a claim of the sender. */
export interface Requester {
  readonly account: string;
  readonly source: string;
}
