import { isLately } from '../ledger/lately.ts';
import type { ShareEntry, WantedPrincipal } from '../ledger/wanted-share.ts';

/**
 * Principals that the portfolio has though a list may lag behind: those that are wanted, and those that were left behind
 * a moment ago. What was left behind longer ago may be gone: only the list tells.
 */
export function latePrincipals(
  entries: readonly Pick<ShareEntry, 'wanted' | 'leftBehind'>[],
  nowMs: number,
): readonly WantedPrincipal[] {
  return entries.flatMap(({ wanted, leftBehind = [] }) => [
    ...(wanted?.principals ?? []),
    ...leftBehind.filter(({ broughtAt }) => isLately(broughtAt, nowMs)),
  ]);
}
