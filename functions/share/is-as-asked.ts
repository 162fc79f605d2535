import type { ShareRequest } from '../../core/request/share-request.ts';
import { planWrite } from '../../core/share/share-plan.ts';
import { findOwnShare } from './find-own-share.ts';

/**
 * Whether the share is there as asked, read from Service Catalog. A write that ended well does not prove it: creating
 * a share that somebody else made a moment ago "will have no effect and will not return an error"
 * (CreatePortfolioShare), and a deleted share may still be there if accounts did not let go.
 */
export async function isAsAsked(request: ShareRequest): Promise<boolean> {
  const asIs = await findOwnShare(request);
  return planWrite(request.action, request, asIs) === 'NONE';
}
