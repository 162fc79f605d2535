import type { ShareEntry } from '../ledger/wanted-share.ts';
import type { StandingShare } from '../reach/standing.ts';
import { isSameRecipient } from '../share/recipient.ts';

/**
 * Shares that are wanted with principal names, and not listed so. A list may lag behind the request that brought the
 * names; or somebody else has changed the share, and a repair will bring them back. In both cases a new pattern reaches
 * whoever has such a share.
 */
export function lateShares(
  listed: readonly StandingShare[],
  entries: readonly Pick<ShareEntry, 'recipient' | 'wanted'>[],
): readonly StandingShare[] {
  const passing = listed.filter(({ sharePrincipals }) => sharePrincipals);
  return entries
    .filter(({ wanted, recipient }) => {
      const isListed = passing.some((share) => isSameRecipient(share, recipient));
      return wanted?.sharePrincipals === true && !isListed;
    })
    .map(({ recipient }) => ({ ...recipient, sharePrincipals: true }));
}
