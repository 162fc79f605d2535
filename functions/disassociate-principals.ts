import { readRequest, recordProgress } from '../aws/ledger/requests.ts';
import { disassociatePrincipal, listPrincipals } from '../aws/service-catalog/principals.ts';
import { assertHoldsLease, type Turn } from './lease/hold-lease.ts';
import { taskHandler } from './task/task-handler.ts';

/**
 * After a share is gone, takes its principals off the portfolio, where the request named any. The portfolio's
 * own listing says of which type each is. A repeated attempt lists again and skips what is gone.
 */
export const handler = taskHandler(async (turn: Turn, { logger }): Promise<void> => {
  const { request, share, principals: before } = await readRequest(turn.requestKey);
  // After ERROR nobody knows what is left of the share: who has it keeps what it needs.
  if (request.principals.length === 0 || share?.status === 'ERROR') return;
  const asked = new Set(request.principals.map(({ principalArn }) => principalArn));
  const present = (await listPrincipals(request.portfolioId)).filter(({ principalArn }) =>
    asked.has(principalArn),
  );
  let disassociated = before?.disassociated ?? 0;
  try {
    for (const principal of present) {
      await assertHoldsLease(turn);
      await disassociatePrincipal(request.portfolioId, principal);
      disassociated += 1;
      logger.info('Disassociated a principal', { ...principal });
    }
  } finally {
    await recordProgress(turn.requestKey, {
      principals: { associated: 0, alreadyAssociated: 0, disassociated },
    });
  }
});
