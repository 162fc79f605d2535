/** ShareStatus of the Service Catalog API. */
export type ShareStatus = 'NOT_STARTED' | 'IN_PROGRESS' | 'COMPLETED' | 'COMPLETED_WITH_ERRORS' | 'ERROR';

export interface ShareError {
  readonly accounts: readonly string[];
  readonly error: string;
  readonly message: string;
}

/** DescribePortfolioShareStatus, as far as we use it. */
export interface ShareReport {
  readonly status: ShareStatus;
  readonly successfulAccounts: readonly string[];
  readonly shareErrors: readonly ShareError[];
  /** False where the answer held no ShareDetails: then the lists are not empty, but unknown. */
  readonly hasDetails: boolean;
}

/** A status that we do not know is not an end: such a share is polled until its deadline. */
export function isEndStatus(status: ShareStatus): boolean {
  return status === 'COMPLETED' || status === 'COMPLETED_WITH_ERRORS' || status === 'ERROR';
}
