import { findShare } from '../../aws/service-catalog/read-share.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { planWrite } from '../../core/share/share-plan.ts';

/**
 * Creating a share that somebody else made a moment ago "will have no effect and will not return an error"
 * (CreatePortfolioShare), and a share that some accounts did not let go may be there still: so that only what is
 * there tells whether it is as asked.
 */
export async function isAsAsked(request: ShareRequest): Promise<boolean> {
  const asIs = await findShare(request.portfolioId, request.recipient);
  return planWrite(request.action, request, asIs) === 'NONE';
}
