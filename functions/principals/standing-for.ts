import { stillThere } from '../../aws/ledger/taken-off.ts';
import { readStanding } from '../../aws/prediction/read-standing.ts';
import { listedIdentity } from '../../core/principals/listed-identity.ts';
import type { Standing } from '../../core/reach/standing.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';

/**
 * The portfolio as its lists show it, without principals that a SHARE names and somebody took off a moment ago. A list
 * may still name them, and the SHARE associates them all the same: so they count as new.
 */
export async function standingFor(
  { action, portfolioId, principals }: ShareRequest,
  nowMs: number,
): Promise<Standing> {
  const standing = await readStanding(portfolioId);
  if (action !== 'SHARE') return standing;
  const asked = new Set(principals.map(listedIdentity));
  const named = standing.principals.filter((one) => asked.has(listedIdentity(one)));
  if (named.length === 0) return standing;
  const there = new Set(await stillThere(portfolioId, named, nowMs));
  return {
    ...standing,
    principals: standing.principals.filter((one) => !named.includes(one) || there.has(one)),
  };
}
