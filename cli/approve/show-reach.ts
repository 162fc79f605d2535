import type { ReachReport } from '../../core/reach/reach-report.ts';
import { columns, say, wrapped } from '../command/print.ts';
import { instant } from '../command/time.ts';

/** Whom a request reaches, as it is put to whoever decides: the counts, and the accounts that the event names. */
export function showReach(reach: ReachReport): void {
  const { gaining, losing, keeping, gainingPrincipals, principals, treeReadAt } = reach;
  showCounted('gain the portfolio', gaining);
  if (losing.count > 0) showCounted('lose the portfolio', losing);
  if (keeping.count > 0) say(`  ${accountsOf(keeping.count)} have the portfolio by another share too`);
  if (gainingPrincipals.count > 0) showCounted('gain a principal', gainingPrincipals);
  for (const { principalArn, gains, loses } of principals) {
    const effect = [
      ...(gains > 0 ? [`gains effect in ${accountsOf(gains)}`] : []),
      ...(loses > 0 ? [`loses effect in ${accountsOf(loses)}`] : []),
    ];
    say(`  ${principalArn} ${effect.join(', ')}`);
  }
  say(`  (the organization as it was read at ${instant(treeReadAt)})`);
}

function showCounted(what: string, { count, accounts, suspended, outside }: ReachReport['gaining']): void {
  const among = [
    ...(suspended ? [`${suspended} suspended`] : []),
    ...(outside ? [`${outside} outside of the organization`] : []),
  ];
  say(`  ${accountsOf(count)} ${what}${among.length > 0 ? ` (${among.join(', ')})` : ''}`);
  if (count === 0) return;
  const more = count > accounts.length ? ` and ${count - accounts.length} more` : '';
  say(wrapped(`    ${accounts.join(' ')}${more}`, columns()));
}

function accountsOf(count: number): string {
  return `${count} account${count === 1 ? '' : 's'}`;
}
