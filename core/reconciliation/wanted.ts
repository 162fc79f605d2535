import type { ShareEntry } from '../ledger/wanted-share.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import type { UnderWay } from './under-way.ts';

/** One portfolio as it is wanted, by the ledger. */
export interface Wanted {
  readonly portfolioId: string;
  readonly entries: readonly ShareEntry[];
  /** Principals that were there on day one, with or without a share that needs them. */
  readonly adoptedPrincipals: readonly RequestedPrincipal[];
  readonly underWay: UnderWay;
}
