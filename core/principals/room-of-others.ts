import type { CoversPrincipal, RequesterRule } from '../request/is-requester-allowed.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import { addPrincipals, type PrincipalQuotas } from './add-principals.ts';
import { listedIdentity } from './listed-identity.ts';

/**
 * Half of a portfolio's quotas is its owner's. Principals that rules let other accounts name fill the other half at
 * most, all such accounts together.
 * @param existing those that are listed, and those that are wanted: the list may lag behind
 * @returns one sentence where a request of another account takes more
 */
export function beyondRoomOfOthers(
  existing: readonly RequestedPrincipal[],
  requested: readonly RequestedPrincipal[],
  rules: readonly RequesterRule[],
  quotas: PrincipalQuotas,
  covers: CoversPrincipal,
): string | undefined {
  const patterns = rules
    .filter(({ accounts }) => accounts.some((account) => account !== 'SELF'))
    .flatMap(({ principals = [] }) => principals);
  const distinct = [...new Map(existing.map((one) => [listedIdentity(one), one])).values()];
  const ofOthers = distinct.filter((one) =>
    patterns.some((pattern) => pattern === '*' || covers(pattern, one)),
  );
  const room = {
    iamPatterns: Math.floor(quotas.iamPatterns / 2),
    principals: Math.floor(quotas.principals / 2),
  };
  return addPrincipals(ofOthers, requested, room).quotaProblem?.sentence;
}
