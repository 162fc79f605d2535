import { counted } from '../counted.ts';
import { creationOf } from '../ledger/creation-of.ts';
import { endAfter, latestLook } from '../ledger/end-after.ts';
import { ageSeconds } from '../ledger/request-age.ts';
import type { RequestRecord } from '../ledger/request-record.ts';
import { isSameUpdate } from '../ledger/same-update.ts';
import { secondsSince } from '../ledger/seconds-since.ts';
import { aboutRequest } from '../request/about-request.ts';
import { outcomeIdOf } from '../request/request-key.ts';
import { isAtNobody } from '../share/access.ts';
import { hasFailures } from '../share/share-errors.ts';
import { accountsAfterLook, type ShareTold } from './accounts-after-look.ts';
import { asCreated } from './as-created.ts';
import { effectOf, hasArrivedAnyway, whatWasDone } from './effect.ts';
import { type CaughtError, type Failure, failureOf, makeFailure } from './failure-of.ts';
import { failureOfApproval } from './failure-of-approval.ts';
import { lostAccessOf } from './lost-access.ts';
import { missingPermission } from './missing-permission.ts';
import type { Outcome, OutcomeDetail, OutcomeDetailType } from './outcome.ts';
import { asVerified, endedWhileVerifying, type Verification, verificationOf } from './verification.ts';

/** Findings are about 300 bytes each; one for each of 100 principals and more would crowd the event. */
const MOST_FINDINGS_NAMED = 100;

/**
 * The outcome of a request, from what the ledger says was done and the error that ended it, if one did.
 * @param decidedAt ISO 8601
 */
export function outcomeOf(
  decided: RequestRecord,
  endedBy: CaughtError | undefined,
  decidedAt: string,
): Outcome {
  const { record, error } = asCreated(asVerified(decided), endedBy);
  const verification = verificationOf(record, error);
  const failure =
    failureOfApproval(record, error) ??
    (error && !endedWhileVerifying(record, error)
      ? failureOfError(error, record, decidedAt)
      : (failureOfShare(record) ?? failureOfAccess(record)));
  const detailType = failure ? 'PortfolioShareFailed' : completedType(record, verification);
  return { detailType, detail: describe(record, failure, verification, decidedAt) };
}

/** What an error means may depend on where the request was when it met it. */
function failureOfError(error: CaughtError, record: RequestRecord, decidedAt: string): Failure {
  const { phase, request, supersededBy } = record;
  // Only the wait for the lease lasts for hours; Step Functions does not say which state timed out.
  if (error.Error === 'States.Timeout' && phase === 'QUEUED') {
    const waited = `request ${request.requestId} waited ${ageSeconds(record, decidedAt)} s for its turn`;
    return makeFailure('EXPIRED', `${waited}, longer than share.oldestSeconds of config.yml allows`);
  }
  const failure = failureOf(error);
  if (failure.code !== 'SUPERSEDED' || !supersededBy) return failure;
  return { ...failure, supersededBy: supersededBy.requestId };
}

/** What takes principals off says how many it took off also where it came to none. */
function principalsOf({ principals, request }: RequestRecord): OutcomeDetail['principals'] {
  const { associated = 0, alreadyAssociated = 0, disassociated } = principals ?? {};
  if (request.action === 'SHARE') return { associated, alreadyAssociated };
  return { associated, alreadyAssociated, disassociated: disassociated ?? 0 };
}

/** An account that was asked about and is not there is a partial result, as one that Service Catalog names. */
function completedType(record: RequestRecord, verification: Verification | undefined): OutcomeDetailType {
  const share = shareTold(record);
  const look = latestLook(record);
  const after = look && accountsAfterLook(share, look, ...namedBefore(record));
  const isPartial = after
    ? after.failed > 0 || after.hasUnnamedFailures
    : share && !share.isSame && hasFailures(share.status, share.accounts);
  const hasErrors = isPartial || isFlagsFailure(record) || verification?.listed === false;
  return hasErrors ? 'PortfolioShareCompletedWithErrors' : 'PortfolioShareCompleted';
}

/**
 * Whoever has access may still have other flags than asked for, where an update ended with errors. Not if all whom it
 * named have left the node meanwhile.
 */
function isFlagsFailure(record: RequestRecord): boolean {
  const { share } = record;
  if (share?.write !== 'UPDATE' || isSameUpdate(record) || !hasFailures(share.status, share.accounts))
    return false;
  const { failed = 0, failures = [], hasUnnamedFailures = false } = share.accounts ?? {};
  if (failed === 0 || failed > failures.length || hasUnnamedFailures) return true;
  const elsewhere = new Set(latestLook(record)?.elsewhereAccounts);
  return failures.some(({ accountId }) => !elsewhere.has(accountId));
}

/** ERROR is a failure even where no account is named, unless the share is there and accounts have it all the same. */
function failureOfShare(record: RequestRecord): Failure | undefined {
  const { share } = record;
  if (share?.status !== 'ERROR' || hasArrivedAnyway(record)) return undefined;
  const first = share.accounts?.failures[0];
  const reason = first ? `${first.error}: ${first.message}` : 'it named no account and no reason';
  return makeFailure('SHARE_FAILED', `Service Catalog ended the share with ERROR: ${reason}`);
}

/** Nobody at the node has it, whatever the status says; or it has failed, and nobody is there. */
function failureOfAccess(record: RequestRecord): Failure | undefined {
  const look = latestLook(record);
  if (!look || look.having > 0) return undefined;
  const isForNobody = isAtNobody(look) && endAfter(record.endBefore, record)?.access === 'NOT_ALL';
  if (look.lacking === 0 && !isForNobody) return undefined;
  const { tried = [], request, meansRefused, remakes = 0 } = record;
  const nobody = isForNobody
    ? `the share is listed, its last action has failed, and ${request.recipient.value} has no account that could have access`
    : `the share is listed, and none of the ${counted(look.lacking, 'account')} of ${request.recipient.value} has access`;
  if (meansRefused !== undefined && missingPermission(meansRefused)) {
    return failureOf({ Error: 'AccessDeniedException', Cause: `${nobody}; ${meansRefused}` });
  }
  const isRemade = remakes > 0 || (tried.includes('REMAKE') && meansRefused === undefined);
  const remade = isRemade
    ? 'making it again did not help'
    : 'deleting it and creating it again was not tried: share.heal of config.yml does not allow it, or the time was up';
  const refused = meansRefused === undefined ? '' : `; ${meansRefused}`;
  const isRefused = tried.includes('REMAKE') && !isRemade;
  return makeFailure('SHARE_FAILED', `${nobody}${isRefused ? '' : `; ${remade}`}${refused}`);
}

function describe(
  record: RequestRecord,
  failure: Failure | undefined,
  verification: Verification | undefined,
  decidedAt: string,
): OutcomeDetail {
  const { request, requester, share, requestKey, number } = record;
  const lostAccess = lostAccessOf(record);
  return {
    version: '1',
    outcomeId: outcomeIdOf(requestKey, number),
    ...aboutRequest(requester, request),
    ...(request.retryOf !== undefined && { retryOf: request.retryOf }),
    effect: effectOf(record),
    share: {
      shareTagOptions: request.shareTagOptions,
      sharePrincipals: request.sharePrincipals,
      ...(share && { status: share.status }),
      ...(share?.portfolioShareToken !== undefined && { portfolioShareToken: share.portfolioShareToken }),
      ...(share?.accepted !== undefined && { accepted: share.accepted }),
    },
    principals: principalsOf(record),
    ...accountsOf(record),
    ...(lostAccess && { lostAccess }),
    ...reachOf(record),
    ...(record.twoPaths && { reachedByTwoPaths: record.twoPaths }),
    ...(verification && { verification }),
    ...approvalOf(record),
    findings: (record.findings ?? []).slice(0, MOST_FINDINGS_NAMED),
    ...(failure && { failure: { ...failure, done: whatWasDone(record) } }),
    timing: timingOf(record, decidedAt),
    executionArn: record.executionArn,
  };
}

/** Once the share has ended, and as far as accounts were named or looked at: what is not known is not said. */
function accountsOf(record: RequestRecord): Pick<OutcomeDetail, 'accounts'> {
  const { request } = record;
  const share = shareTold(record);
  const look = latestLook(record);
  // Whom the deletion reached, which is half of making a share again, has nothing.
  const isHalf = request.action === 'SHARE' && share?.write === 'DELETE' && !look;
  const accounts = isHalf ? undefined : accountsAfterLook(share, look, ...namedBefore(record));
  if (!accounts) return {};
  const notNamed = accounts.failed - accounts.failures.length;
  return { accounts: { ...accounts, ...(notNamed > 0 && { failuresNotNamed: notNamed }) } };
}

function namedBefore(record: RequestRecord) {
  const { endBefore, metOthers } = record;
  return [creationOf(record)?.accounts, metOthers ? [] : (endBefore?.failures ?? [])] as const;
}

function shareTold(record: RequestRecord): ShareTold | undefined {
  const { share } = record;
  return share && { ...share, ...(isSameUpdate(record) && { isSame: true }) };
}

/** What was predicted, and beside it what Service Catalog named: the accounts of a share that was made or deleted. */
function reachOf(record: RequestRecord): Pick<OutcomeDetail, 'reach'> {
  const { reach } = record;
  const share = creationOf(record) ?? record.share;
  if (!reach) return {};
  if (!share?.accounts || share.write === 'UPDATE' || share.isConfirmation) return { reach };
  const predicted = reach.gaining.count + reach.losing.count + reach.keeping.count;
  const accounts = share.accounts.succeeded + share.accounts.alreadyReached;
  return { reach: { ...reach, reached: { predicted, accounts, isAsPredicted: predicted === accounts } } };
}

/** Whose yes or no it was, in the words of the event; its task token stays in the ledger. */
function approvalOf({ approval }: RequestRecord): Pick<OutcomeDetail, 'approval'> {
  if (!approval) return {};
  const { approvalId, digest, decision } = approval;
  if (!decision) return { approval: { approvalId, digest } };
  const { eventId: _, ...decided } = decision;
  return { approval: { approvalId, digest, ...decided } };
}

function timingOf(record: RequestRecord, decidedAt: string): OutcomeDetail['timing'] {
  const granted = record.grantedAt ?? decidedAt;
  return {
    requestedAt: record.requestedAt,
    decidedAt,
    waitedSeconds: secondsSince(record.acceptedAt, granted),
    ranSeconds: secondsSince(granted, decidedAt),
  };
}
