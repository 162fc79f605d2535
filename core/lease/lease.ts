/**
 * Whose turn it is to write to Service Catalog: one item for each scope, with at most one holder. Each waiter has an
 * item of its own.
 */
export interface Lease {
  /** Number of the latest grant. Grows by one at each, so that an old holder can be told from the present one. */
  readonly fence: number;
  /** ISO 8601, of that grant; absent where version 0.1.0 gave it. */
  readonly lastGrantedAt?: string;
  readonly holder?: LeaseHolder;
  /** Set while a share of a former holder may still be running: nobody is granted until it has ended. */
  readonly draining?: Draining;
  /** Set while an operator has paused writes: nobody new is granted. */
  readonly pausedAt?: string;
  /** Request keys that waited under version 0.1.0, first come first; empty since. */
  readonly queue?: readonly string[];
}

export interface LeaseHolder {
  readonly requestKey: string;
  /** Which turn of the request it is; absent where version 0.1.0 granted it. */
  readonly turn?: number;
  readonly place?: string;
  readonly fence: number;
  readonly grantedAt: string;
  /** When the woken execution took up its turn; until then the grant is told again. */
  readonly confirmedAt?: string;
}

export interface Draining {
  readonly requestKey: string;
  readonly fence: number;
  /** Absent where the answer with the token was lost. */
  readonly portfolioShareToken?: string;
  readonly since: string;
  /** When to stop waiting for a share whose end cannot be seen. */
  readonly until: string;
}

export const NO_LEASE: Lease = { fence: 0 };
