import { readRequest, recordProgress } from '../aws/ledger/requests.ts';
import { associatePrincipal, listPrincipals } from '../aws/service-catalog/principals.ts';
import type { PrincipalsRecord } from '../core/ledger/request-record.ts';
import type { RequestedPrincipal } from '../core/request/share-request.ts';
import { assertHoldsLease, type Turn } from './lease/hold-lease.ts';
import { taskHandler } from './task/task-handler.ts';

/**
 * Associates what the portfolio lacks. Under the lease: on a portfolio shared with its principals, an
 * association is live everywhere at once. A repeated attempt lists again and skips what is there.
 */
export const handler = taskHandler(async (turn: Turn, { logger }): Promise<void> => {
  const { request, principals: before } = await readRequest(turn.requestKey);
  if (request.action !== 'SHARE' || request.principals.length === 0) return;
  const present = new Set((await listPrincipals(request.portfolioId)).map(identityOf));
  const missing = request.principals.filter((principal) => !present.has(identityOf(principal)));
  const progress = new Progress(request.principals.length - missing.length, before);
  try {
    for (const principal of missing) {
      await assertHoldsLease(turn);
      await associatePrincipal(request.portfolioId, principal);
      progress.associated += 1;
      logger.info('Associated a principal', { ...principal });
    }
  } finally {
    await recordProgress(turn.requestKey, { principals: progress.record() });
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

  record(): PrincipalsRecord {
    return { associated: this.associated, alreadyAssociated: this.#alreadyAssociated };
  }
}

function identityOf({ principalType, principalArn }: RequestedPrincipal): string {
  return `${principalType} ${principalArn}`;
}
