import type { Logger } from '@aws-lambda-powertools/logger';
import { recordAccounts } from '../../aws/ledger/account-reports.ts';
import { recordPoll } from '../../aws/ledger/share-writes.ts';
import { readShareStatus } from '../../aws/service-catalog/read-share-status.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { creationOf } from '../../core/ledger/creation-of.ts';
import type { ShareRecord } from '../../core/ledger/request-record.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { isNamedBy, judgeAccounts } from '../../core/share/share-errors.ts';
import { isEndStatus } from '../../core/share/share-status.ts';
import { isAsAsked } from '../share/is-as-asked.ts';
import { keptUntil } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';

/** An outcome waits so long for Service Catalog to answer; after that it says UNKNOWN. */
const PATIENCE_MS = 10 * 60_000;

/** If the share was running when the execution ended, asks by its token whether it has ended since. */
export async function pollAgain(record: StoredRequest, now: string, logger: Logger): Promise<StoredRequest> {
  const { share, outcome } = record;
  if (outcome || share?.portfolioShareToken === undefined || isEndStatus(share.status)) return record;
  try {
    return await poll(record, share, share.portfolioShareToken, now);
  } catch (error) {
    if (!(error instanceof FoliocastError) || isWorthWaiting(error, record, now)) throw error;
    logger.warn('The share could not be polled; the outcome says so', error);
    return record;
  }
}

async function poll(
  record: StoredRequest,
  share: ShareRecord,
  portfolioShareToken: string,
  now: string,
): Promise<StoredRequest> {
  const { requestKey, request } = record;
  const report = await readShareStatus(portfolioShareToken);
  const { status, successfulAccounts } = report;
  const seen = { ...share, status, successfulSoFar: successfulAccounts.length };
  if (!isEndStatus(status)) {
    await recordPoll(requestKey, seen);
    return { ...record, share: seen };
  }
  // If the share was deleted to be made again, it cannot be as asked.
  const isLastWrite = request.action === 'UNSHARE' || share.write !== 'DELETE';
  const isOtherwise = isLastWrite && !(await isAsAsked(request));
  const accounts = judgeAccounts(report, share.write);
  const ended = {
    ...seen,
    ...(accounts && { accounts }),
    ...(isNamedBy(report, ownAccount()) && { isOwnerNamed: true as const }),
    ...(isOtherwise && { isOtherwise }),
  };
  if (!creationOf(record)) await recordAccounts(requestKey, report, keptUntil(now));
  await recordPoll(requestKey, ended);
  return { ...record, share: ended };
}

function isWorthWaiting({ name }: FoliocastError, { stoppedAt = '' }: StoredRequest, now: string): boolean {
  if (name === 'LedgerUnavailable') return true;
  const isTransient = name === 'ServiceUnavailable' || name === 'ThrottlingException';
  return isTransient && Date.parse(now) - Date.parse(stoppedAt) < PATIENCE_MS;
}
