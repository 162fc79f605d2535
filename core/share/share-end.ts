import type { AccountFailure } from './share-errors.ts';

/** Whether everybody at the recipient has it, as far as is known. */
export type Extent = 'ALL' | 'NOT_ALL' | 'UNKNOWN';

/**
 * How the last action on a share ended: what its listing does not show. Flags and access apart, since an update
 * brings the flags to those that have access, and access to nobody.
 */
export interface ShareEnd {
  readonly access: Extent;
  readonly flags: Extent;
  /** Of the last action of ours: where Service Catalog answers it for the share, nobody has acted on it since. */
  readonly portfolioShareToken?: string;
  /** Whom Service Catalog named as failed, and why: the first hundred. */
  readonly failures: readonly AccountFailure[];
  readonly requestId: string;
  /** When the request had its turn: an end that is told late never stands for a later one. */
  readonly grantedAt: string;
}
