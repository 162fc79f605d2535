import { readShareEntry } from '../../aws/ledger/shares.ts';
import { countShares, findShare, OTHER_TYPE, type ShareAsIs } from '../../aws/service-catalog/read-share.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';

/**
 * The share that a request is about, as it is listed. An account may be listed under either type, whichever way it was
 * shared with. An UNSHARE deletes first: so what it finds under the other type alone, or what is left alone, is the other
 * share, if one of that type is wanted.
 */
export async function findOwnShare({
  action,
  portfolioId,
  recipient,
}: Pick<ShareRequest, 'action' | 'portfolioId' | 'recipient'>): Promise<ShareAsIs | undefined> {
  const found = await findShare(portfolioId, recipient);
  const otherType = OTHER_TYPE[recipient.type];
  if (action !== 'UNSHARE' || !found || otherType === undefined) return found;
  const other = await readShareEntry(portfolioId, { type: otherType, value: recipient.value });
  if (!other.wanted) return found;
  if (found.listedAs !== recipient.type) return undefined;
  return (await countShares(portfolioId, recipient)) > 1 ? found : undefined;
}
