import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { associatePrincipal, listPrincipals } from '../../aws/service-catalog/principals.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { PrincipalsRecord } from '../../core/ledger/request-record.ts';
import { listedIdentity } from '../../core/principals/listed-identity.ts';
import { assertHoldsLease, type Turn } from '../lease/hold-lease.ts';
import { refuseWhatIsCancelled } from '../lease/refuse-cancelled.ts';
import { taskHandler } from '../task/task-handler.ts';

/**
 * Associates what the portfolio lacks. Under the lease: on a portfolio shared with its principals, an
 * association is live everywhere at once. A repeated attempt lists again and skips what is there.
 */
export const handler = taskHandler(async (turn: Turn, { logger, signal }): Promise<void> => {
  const record = await readRequest(turn.requestKey);
  refuseWhatIsCancelled(record);
  const { request, principals: before } = record;
  if (request.action !== 'SHARE' || request.principals.length === 0) return;
  const present = new Set((await listPrincipals(request.portfolioId)).map(listedIdentity));
  const missing = request.principals.filter((principal) => !present.has(listedIdentity(principal)));
  const progress = new Progress(request.principals.length - missing.length, before);
  let isUnsettled = true;
  // Before the first one: whoever finds the request dead then knows that more may be associated than is counted.
  if (missing.length > 0) await recordProgress(turn.requestKey, { principals: progress.record(true) });
  try {
    for (const principal of missing) {
      await assertHoldsLease(turn);
      signal.throwIfAborted();
      await associatePrincipal(request.portfolioId, principal);
      progress.associated += 1;
      logger.info('Associated a principal', { ...principal });
    }
    isUnsettled = false;
  } catch (error) {
    isUnsettled = !(error instanceof FoliocastError) || error.name === 'AmbiguousWrite';
    throw error;
  } finally {
    await recordProgress(turn.requestKey, { principals: progress.record(isUnsettled) });
  }
});

/** Counts over all attempts: what an earlier one associated is not "already associated" to this request. */
class Progress {
  associated: number;
  readonly #alreadyAssociated: number;

  constructor(present: number, before: PrincipalsRecord | undefined) {
    this.#alreadyAssociated = before?.alreadyAssociated ?? present;
    this.associated = present - this.#alreadyAssociated;
  }

  record(isUnsettled: boolean): PrincipalsRecord {
    const counted = { associated: this.associated, alreadyAssociated: this.#alreadyAssociated };
    return isUnsettled ? { ...counted, isUnsettled } : counted;
  }
}
