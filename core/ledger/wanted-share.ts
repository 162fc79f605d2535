import type { ApprovedExposure } from '../principals/risk-input.ts';
import type { Severity } from '../principals/severity.ts';
import type { RequestedPrincipal, Requester } from '../request/share-request.ts';
import type { Recipient } from '../share/recipient.ts';
import type { ShareEnd } from '../share/share-end.ts';
import type { ShareFlags } from '../share/share-plan.ts';

/** A principal that a portfolio is to have, and the request that asked for it first. */
export interface WantedPrincipal extends RequestedPrincipal {
  readonly askedBy: string;
  /** ISO 8601, of one that was left behind: when it had been associated, at the latest. */
  readonly broughtAt?: string;
}

/** What we were last asked to keep of one share. Principals add up: a later request never takes one back. */
export interface WantedShare extends ShareFlags {
  readonly principals: readonly WantedPrincipal[];
  /** The request that it was last asked by; `ADOPTED` where it was found on day one. */
  readonly requestId: string;
  readonly requestKey: string;
  readonly requester?: Requester;
  readonly requestedBy?: string;
  /** ISO 8601. */
  readonly keptAt: string;
  /** The risk that was weighed, and accepted, when it was asked for. */
  readonly severity: Severity;
  /** Whether the portfolio lent rights (launch constraints) when that was weighed. */
  readonly lentRights: boolean;
  /** Accounts that had the portfolio by another path already: they lose nothing when this share goes, or all. */
  readonly alreadyReached: { readonly count: number; readonly accounts: readonly string[] };
}

/** One share's item in the ledger, whether it is wanted, was once, or only has requests under way. */
export interface ShareEntry {
  readonly portfolioId: string;
  readonly recipient: Recipient;
  /** Grows each time `wanted` is written or removed; 0 where it never was. */
  readonly generation: number;
  /** Sequence of the request that wrote it last: an older one never overwrites a newer. */
  readonly decidedSequence: number;
  /** Keys of requests that version 0.1.0 listed there as under way. */
  readonly inFlight: readonly string[];
  /** Key of the request that wanted something of its own and decided it last; absent where none has. */
  readonly decidedBy?: string;
  readonly wanted?: WantedShare;
  /** Principals that came with it and were not taken off when it was unshared: the portfolio has them still. */
  readonly leftBehind?: readonly WantedPrincipal[];
  /** The patterns that somebody approved for this very share, until it is unshared, or they are taken off. */
  readonly approved?: readonly ApprovedExposure[];
  /** How the last action on it ended, as far as is known; absent where nothing ever was. */
  readonly end?: ShareEnd;
  /** Grows each time `end` is written; absent where it never was, or not since it is counted. */
  readonly endVersion?: number;
}
