import { findShare } from '../../aws/service-catalog/read-share.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { planWrite } from '../../core/share/share-plan.ts';

/**
 * Creating a share that somebody else made a moment ago "will have no effect and will not return an error"
 * (CreatePortfolioShare), so that only what is there tells whether it is as asked.
 */
export async function isAsAsked(request: ShareRequest): Promise<boolean> {
  if (request.action !== 'SHARE') return true;
  const asIs = await findShare(request.portfolioId, request.recipient);
  return planWrite(request.action, request, asIs) === 'NONE';
}
