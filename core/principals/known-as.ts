import type { RequestedPrincipal } from '../request/share-request.ts';
import { listedIdentity } from './listed-identity.ts';

/**
 * The listed principals, in the spelling in which we know them. AWS does not document in which letter case it lists a
 * principal: one that differs from a known one only in case counts as that one, unless that one is listed too.
 */
export function knownAs<Listed extends RequestedPrincipal>(
  listed: readonly Listed[],
  known: readonly RequestedPrincipal[],
): Listed[] {
  const exact = new Set(listed.map(listedIdentity));
  const missing = new Map(
    known.filter((one) => !exact.has(listedIdentity(one))).map((one) => [inLowerCase(one), one.principalArn]),
  );
  const knownExactly = new Set(known.map(listedIdentity));
  return listed.map((one) => {
    const principalArn = knownExactly.has(listedIdentity(one)) ? undefined : missing.get(inLowerCase(one));
    return principalArn === undefined ? one : { ...one, principalArn };
  });
}

function inLowerCase(principal: RequestedPrincipal): string {
  return listedIdentity(principal).toLowerCase();
}
