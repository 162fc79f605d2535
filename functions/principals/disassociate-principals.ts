import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { disassociatePrincipal, listPrincipals } from '../../aws/service-catalog/principals.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { assertHoldsLease, type Turn } from '../lease/hold-lease.ts';
import { taskHandler } from '../task/task-handler.ts';

/**
 * After a share is gone, takes its principals off the portfolio, where the request named any. The portfolio's
 * own listing says of which type each is. A repeated attempt lists again and skips what is gone.
 */
export const handler = taskHandler(async (turn: Turn, { logger, signal }): Promise<void> => {
  const { requestKey } = turn;
  const { request, share, principals: before } = await readRequest(requestKey);
  // Nobody knows what is left of a share that did not go: who has it keeps what it needs.
  if (request.principals.length === 0 || share?.status === 'ERROR' || share?.isOtherwise) return;
  const asked = new Set(request.principals.map(({ principalArn }) => principalArn));
  const present = (await listPrincipals(request.portfolioId)).filter(({ principalArn }) =>
    asked.has(principalArn),
  );
  const toDisassociate = before?.toDisassociate ?? present.length;
  // Counts over all attempts: what is gone since the first, an earlier one took off, whatever answer it had.
  let disassociated = toDisassociate - present.length;
  const record = (isUnsettled: boolean) => {
    const counted = { associated: 0, alreadyAssociated: 0, disassociated, toDisassociate };
    return recordProgress(requestKey, {
      principals: isUnsettled ? { ...counted, isUnsettled } : counted,
    });
  };
  let isUnsettled = true;
  if (present.length > 0) await record(isUnsettled);
  try {
    for (const principal of present) {
      await assertHoldsLease(turn);
      signal.throwIfAborted();
      await disassociatePrincipal(request.portfolioId, principal);
      disassociated += 1;
      logger.info('Disassociated a principal', { ...principal });
    }
    isUnsettled = false;
  } catch (error) {
    isUnsettled = !(error instanceof FoliocastError) || error.name === 'AmbiguousWrite';
    throw error;
  } finally {
    await record(isUnsettled);
  }
});
