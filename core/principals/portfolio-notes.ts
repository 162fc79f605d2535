import { type Finding, makeFinding } from './finding.ts';
import { lendingConstraints, lendsRights, unreadConstraints } from './portfolio-power.ts';
import type { RiskInput } from './risk-input.ts';

/** What concerns the portfolio as a whole: the power it gives, and whether the share gives anything at all. */
export function portfolioNotes(
  { existing, requested, share, power }: RiskInput,
  isExposed: boolean,
): Finding[] {
  const notes: Finding[] = [];
  if (isExposed && !power.readable) notes.push(makeFinding('constraints-unreadable'));
  if (isExposed && power.readable && lendsRights(power))
    notes.push(makeFinding('lends-launch-role', { names: lendingConstraints(power) }));
  const unread = unreadConstraints(power);
  if (isExposed && unread.length > 0)
    notes.push(makeFinding('constraint-contents-unread', { names: unread }));
  const principals = [...existing, ...requested];
  const hasPattern = principals.some(({ principalType }) => principalType === 'IAM_PATTERN');
  if (!hasPattern) {
    const detail =
      principals.length === 0
        ? 'the portfolio has no principals'
        : 'it has only IAM principals, which recipients do not inherit';
    notes.push(makeFinding('share-gives-nobody-access', { detail }));
  } else if (!share.willSharePrincipals) {
    notes.push(
      makeFinding('share-gives-nobody-access', {
        detail: 'patterns reach recipients only with sharePrincipals',
      }),
    );
  }
  return notes;
}
