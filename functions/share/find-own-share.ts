import { readShareEntry } from '../../aws/ledger/shares.ts';
import { findShare, type ShareAsIs } from '../../aws/service-catalog/read-share.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';

/**
 * The share that a request is about, as it is listed. An account may be listed under either type, whichever way it was
 * shared with. What an UNSHARE finds under the other type alone is the other share, if one of that type is wanted.
 */
export async function findOwnShare({
  action,
  portfolioId,
  recipient,
}: Pick<ShareRequest, 'action' | 'portfolioId' | 'recipient'>): Promise<ShareAsIs | undefined> {
  const found = await findShare(portfolioId, recipient);
  if (action !== 'UNSHARE' || !found || found.listedAs === recipient.type) return found;
  const other = await readShareEntry(portfolioId, { type: found.listedAs, value: recipient.value });
  return other.wanted ? undefined : found;
}
