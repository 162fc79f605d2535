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
}

export function isEndStatus(status: ShareStatus): boolean {
  return status !== 'NOT_STARTED' && status !== 'IN_PROGRESS';
}
