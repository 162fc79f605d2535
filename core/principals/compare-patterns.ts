import type { CaseOption } from './matches-principal.ts';
import { charactersOf, type Place, patternTakes, placesOfPattern } from './pattern-takes.ts';
import { type PrincipalParts, splitPrincipalArn } from './principal.ts';

/**
 * `yes` only where every principal that `narrow` admits is proven to be admitted by `wide`. Sound, not complete:
 * `unknown` may hide a coverage that needs more than taking the one pattern for a text of the other.
 */
export function covers(wide: string, narrow: string, option: CaseOption = {}): 'yes' | 'unknown' {
  const pair = comparable(wide, narrow, option);
  if (!pair) return 'unknown';
  const [a, b] = pair;
  if (a.accountId !== '')
    return a.accountId === b.accountId && a.resourceId === b.resourceId ? 'yes' : 'unknown';
  return patternTakes(a.resourceId, placesOf(b, 'EVERY')) ? 'yes' : 'unknown';
}

/** Whether some principal ARN is admitted by both: exact, as far as the text of an ARN goes. */
export function overlaps(one: string, other: string, option: CaseOption = {}): 'yes' | 'no' {
  const pair = comparable(one, other, option);
  if (!pair) return 'no';
  const [a, b] = pair[0].accountId === '' ? pair : [pair[1], pair[0]];
  if (a.accountId !== '') return a.accountId === b.accountId && a.resourceId === b.resourceId ? 'yes' : 'no';
  return patternTakes(a.resourceId, placesOf(b, 'SOME')) ? 'yes' : 'no';
}

/** In an ARN with an account id `*` and `?` are no wildcards. */
function placesOf({ accountId, resourceId }: PrincipalParts, is: 'EVERY' | 'SOME'): Place[] {
  return accountId === '' ? placesOfPattern(resourceId, is) : charactersOf(resourceId);
}

function comparable(
  one: string,
  other: string,
  { ignoreCase = false }: CaseOption,
): readonly [PrincipalParts, PrincipalParts] | undefined {
  const [a, b] = [splitPrincipalArn(one), splitPrincipalArn(other)];
  if (!a || !b || a.partition !== b.partition || a.resourceType !== b.resourceType) return undefined;
  if (!ignoreCase) return [a, b];
  return [
    { ...a, resourceId: a.resourceId.toLowerCase() },
    { ...b, resourceId: b.resourceId.toLowerCase() },
  ];
}
