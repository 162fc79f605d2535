import type { RequestRecord } from '../ledger/request-record.ts';
import { outcomeIdOf } from '../request/request-key.ts';
import { recipientFields } from '../share/recipient.ts';
import { effectOf, whatWasDone } from './effect.ts';
import { type CaughtError, type Failure, failureOf, makeFailure } from './failure-of.ts';
import type { Outcome, OutcomeDetail, OutcomeDetailType } from './outcome.ts';

/** Findings are about 300 bytes each; one for each of 100 principals and more would crowd the event. */
const MOST_FINDINGS_NAMED = 100;

/**
 * The outcome of a request, from what the ledger says was done and the error that ended it, if one did.
 * @param decidedAt ISO 8601
 */
export function decideOutcome(
  record: RequestRecord,
  error: CaughtError | undefined,
  decidedAt: string,
): Outcome {
  const failure = error ? failureOf(error) : failureOfShare(record);
  const detailType = failure ? 'PortfolioShareFailed' : completedType(record);
  return { detailType, detail: describe(record, failure, decidedAt) };
}

function completedType({ share }: RequestRecord): OutcomeDetailType {
  return share?.accounts && share.accounts.failed > 0
    ? 'PortfolioShareCompletedWithErrors'
    : 'PortfolioShareCompleted';
}

/** ERROR is a failure even where no account is named, and so is an end with nobody reached but failures. */
function failureOfShare({ share }: RequestRecord): Failure | undefined {
  if (share?.status !== 'ERROR') return undefined;
  const first = share.accounts?.failures[0];
  const reason = first ? `${first.error}: ${first.message}` : 'it named no account and no reason';
  return makeFailure('SHARE_FAILED', `Service Catalog ended the share with ERROR: ${reason}`);
}

function describe(record: RequestRecord, failure: Failure | undefined, decidedAt: string): OutcomeDetail {
  const { request, requester, share, requestKey } = record;
  return {
    version: '1',
    outcomeId: outcomeIdOf(requestKey),
    requestId: request.requestId,
    requester,
    ...(request.requestedBy !== undefined && { requestedBy: request.requestedBy }),
    ...(request.ticket && { ticket: request.ticket }),
    ...(request.retryOf !== undefined && { retryOf: request.retryOf }),
    action: request.action,
    portfolioId: request.portfolioId,
    ...recipientFields(request.recipient),
    effect: effectOf(record),
    share: {
      shareTagOptions: request.shareTagOptions,
      sharePrincipals: request.sharePrincipals,
      ...(share && { status: share.status }),
      ...(share?.portfolioShareToken !== undefined && { portfolioShareToken: share.portfolioShareToken }),
      ...(share?.accepted !== undefined && { accepted: share.accepted }),
    },
    principals: record.principals ?? { associated: 0, alreadyAssociated: 0 },
    ...accountsOf(record),
    ...(record.twoPaths && { reachedByTwoPaths: record.twoPaths }),
    findings: (record.findings ?? []).slice(0, MOST_FINDINGS_NAMED),
    ...(failure && { failure: { ...pickFailure(failure), done: whatWasDone(record) } }),
    timing: timingOf(record, decidedAt),
    executionArn: record.executionArn,
  };
}

function pickFailure({ code, cause, whatToDo, mayRetry }: Failure): Failure {
  return { code, cause, whatToDo, mayRetry };
}

function accountsOf({ share }: RequestRecord): Pick<OutcomeDetail, 'accounts'> {
  if (!share) return {};
  if (!share.accounts) {
    if (share.portfolioShareToken === undefined) return {};
    const succeeded = share.successfulSoFar;
    return {
      accounts: { succeeded, failed: 0, alreadyReached: 0, alreadyReachedAccounts: [], failures: [] },
    };
  }
  const notNamed = share.accounts.failed - share.accounts.failures.length;
  return { accounts: { ...share.accounts, ...(notNamed > 0 && { failuresNotNamed: notNamed }) } };
}

function timingOf(record: RequestRecord, decidedAt: string): OutcomeDetail['timing'] {
  const granted = record.grantedAt ?? decidedAt;
  return {
    requestedAt: record.requestedAt,
    decidedAt,
    waitedSeconds: secondsBetween(record.acceptedAt, granted),
    ranSeconds: secondsBetween(granted, decidedAt),
  };
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}
