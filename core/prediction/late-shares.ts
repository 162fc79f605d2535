import { isLately } from '../ledger/lately.ts';
import type { ShareEntry } from '../ledger/wanted-share.ts';
import type { StandingShare } from '../reach/standing.ts';
import { isSameRecipient } from '../share/recipient.ts';

/**
 * Shares with principal names that are not listed so: they are wanted with them, or a request that failed has just
 * written them. A list may lag behind the request that brought the names; or somebody else has changed the share, and a
 * repair will bring them back. In each case a new pattern reaches whoever has such a share.
 */
export function lateShares(
  listed: readonly StandingShare[],
  entries: readonly Pick<ShareEntry, 'recipient' | 'wanted' | 'end'>[],
  nowMs: number,
): readonly StandingShare[] {
  const passing = listed.filter(({ sharePrincipals }) => sharePrincipals);
  return entries
    .filter(({ wanted, recipient, end }) => {
      const isListed = passing.some((share) => isSameRecipient(share, recipient));
      return (wanted?.sharePrincipals === true || isLately(end?.namesAt, nowMs)) && !isListed;
    })
    .map(({ recipient }) => ({ ...recipient, sharePrincipals: true }));
}
