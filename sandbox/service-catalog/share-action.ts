export type ShareStatus = 'NOT_STARTED' | 'IN_PROGRESS' | 'COMPLETED' | 'COMPLETED_WITH_ERRORS' | 'ERROR';
export type ShareActionKind = 'CREATE' | 'UPDATE' | 'DELETE';

/** Why one account was not reached. */
export interface AccountFailure {
  readonly error: string;
  readonly message: string;
}

/** What a share token stands for: one creation, update or deletion of a share, while it runs and after. */
export interface ShareAction {
  readonly token: string;
  readonly kind: ShareActionKind;
  readonly portfolioId: string;
  readonly region: string;
  /** The account that asked for it. */
  readonly callerId: string;
  /** Bare id of the node, or the recipient account of an account share. */
  readonly nodeId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  status: ShareStatus;
  readonly successfulShares: string[];
  /** One entry for the accounts that failed for the same reason. */
  shareErrors: { readonly failure: AccountFailure; readonly accountIds: string[] }[];
}

export function isRunning({ status }: ShareAction): boolean {
  return status === 'NOT_STARTED' || status === 'IN_PROGRESS';
}

export function addShareError(action: ShareAction, failure: AccountFailure, accountId: string): void {
  const group = action.shareErrors.find(
    ({ failure: known }) => known.error === failure.error && known.message === failure.message,
  );
  if (group) {
    group.accountIds.push(accountId);
    return;
  }
  action.shareErrors.push({ failure, accountIds: [accountId] });
}

/** Of an account that left while the action ran: should it come back, it is reached anew. */
export function forgetAccount(action: ShareAction, accountId: string): void {
  remove(action.successfulShares, accountId);
  for (const { accountIds } of action.shareErrors) {
    remove(accountIds, accountId);
  }
  action.shareErrors = action.shareErrors.filter(({ accountIds }) => accountIds.length > 0);
}

function remove(accountIds: string[], accountId: string): void {
  const position = accountIds.indexOf(accountId);
  if (position !== -1) {
    accountIds.splice(position, 1);
  }
}
