import type { Logger } from '@aws-lambda-powertools/logger';
import { putEvent } from '../../aws/event-bus.ts';
import { recordAccounts } from '../../aws/ledger/account-reports.ts';
import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { readRequest, recordEmission, recordOutcome, recordProgress } from '../../aws/ledger/requests.ts';
import { readShareStatus } from '../../aws/service-catalog/read-share-status.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { decideOutcome } from '../../core/outcome/decide-outcome.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import { judgeAccounts } from '../../core/share/share-errors.ts';
import { isEndStatus } from '../../core/share/share-status.ts';
import { advanceLease } from '../lease/advance-lease.ts';
import { leaveLease } from '../lease/leave-lease.ts';
import { wakeWaiter } from '../lease/wake-waiter.ts';
import { keepWanted } from '../share/keep-wanted.ts';
import { leaseScopeOf, leaseSettings } from '../task/settings.ts';
import { errorOfEnded } from './error-of-ended.ts';

/**
 * Does what an ended execution left undone: decides from what the ledger says was done, leaves the lease,
 * emits. Every step is safe to repeat, so that whoever dies here is finished by the next sweep.
 * @param status how the execution ended, for the sentence only: nothing is concluded from it
 */
export async function finishRequest(
  requestKey: string,
  status: string,
  now: string,
  logger: Logger,
): Promise<void> {
  const record = await lookAgain(await readRequest(requestKey));
  const outcome = record.outcome ?? (await decide(record, status, now));
  await keepWanted(record, outcome);
  const scope = leaseScopeOf(record.request.portfolioId);
  const left = await leaveLease(leaseTable, scope, record, leaseSettings, now);
  await advanceLease(leaseTable, scope, now, wakeWaiter);
  await emit(record, outcome, now);
  logger.warn('Finished what an ended execution left undone', {
    requestKey,
    status,
    left,
    ...outcome.detail.failure,
  });
}

async function decide(record: RequestRecord, status: string, now: string): Promise<Outcome> {
  return recordOutcome(record.requestKey, decideOutcome(record, errorOfEnded(record, status), now));
}

/** A share that was running when its execution ended may have ended meanwhile: its token tells. */
async function lookAgain(record: RequestRecord): Promise<RequestRecord> {
  const { share, outcome, requestKey } = record;
  if (outcome || share?.portfolioShareToken === undefined || isEndStatus(share.status)) return record;
  try {
    const report = await readShareStatus(share.portfolioShareToken);
    const seen = { ...share, status: report.status, successfulSoFar: report.successfulAccounts.length };
    const judged = isEndStatus(report.status) ? { ...seen, accounts: judgeAccounts(report) } : seen;
    if (isEndStatus(report.status)) await recordAccounts(requestKey, report);
    await recordProgress(requestKey, { share: judged });
    return { ...record, share: judged };
  } catch (error) {
    if (error instanceof FoliocastError && error.name === 'ResourceNotFoundException') return record;
    throw error;
  }
}

async function emit(
  { requestKey, emittedAt }: RequestRecord,
  { detailType, detail }: Outcome,
  now: string,
): Promise<void> {
  await putEvent({ detailType, detail: { ...detail, delivery: { repeat: emittedAt !== undefined } } });
  await recordEmission(requestKey, now);
}
