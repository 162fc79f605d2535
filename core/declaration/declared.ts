import type { SaidByArn } from '../organization/organization-id.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import type { Recipient } from '../share/recipient.ts';
import type { ShareFlags } from '../share/share-plan.ts';

export interface DeclaredShare extends ShareFlags {
  readonly recipient: Recipient;
  /** Where it stands among the shares of its portfolio in the file. */
  readonly at?: number;
  /** What its ARN says besides the id, where it was written as one. */
  readonly said?: SaidByArn;
}

/** One portfolio of shares.yml: all that it is to be shared with, and the principals that it is to have. */
export interface DeclaredPortfolio {
  readonly portfolioId: string;
  readonly principals: readonly RequestedPrincipal[];
  readonly shares: readonly DeclaredShare[];
}
