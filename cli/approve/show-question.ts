import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { PortfolioShareApprovalRequestedDetail } from '../../events/portfolio-share-approval-requested.ts';
import { say } from '../command/print.ts';
import { instant } from '../command/time.ts';
import { describeSender, describeWish } from '../requests/describe-request.ts';

/** How many of the gaining accounts to name; the event names a hundred. */
const MOST_SHOWN = 10;

/** What somebody approves: whom the request reaches, with which principals, and what is dangerous about it. */
export function showQuestion(record: StoredRequest, question: PortfolioShareApprovalRequestedDetail): void {
  const { requestId, severity, expiresAt, share, principals, findings, findingsNotNamed = 0 } = question;
  say(`${requestId}: risk ${severity}, waits until ${instant(expiresAt)}`);
  say(`  ${describeWish(record)}`);
  say(`  ${describeSender(record)}`);
  say(`  names of principals are ${share.sharePrincipals ? 'shared too' : 'not shared'}`);
  for (const { principalArn, principalType } of principals) say(`  ${principalArn} as ${principalType}`);
  const { reach, examples = [], changes = [] } = question;
  if (reach) {
    const { gaining, treeReadAt } = reach;
    const some = gaining.accounts.slice(0, MOST_SHOWN).join(', ');
    say(
      `  ${gaining.count} accounts gain the portfolio${some ? `: ${some}` : ''}${gaining.count > MOST_SHOWN ? ', …' : ''}`,
    );
    say(`  (the organization as it was read at ${instant(treeReadAt)})`);
  }
  for (const { principalArn, matching } of examples)
    if (matching[0] !== undefined) say(`  ${principalArn} would match ${matching[0]}`);
  for (const change of changes) say(`  Since it was asked before: ${change}`);
  for (const { severity: weight, id, principalArn = '', why, whatToDo } of findings) {
    say(`\n${weight.padEnd(8)} ${id} ${principalArn}`.trimEnd());
    say(`  ${why}\n  To do: ${whatToDo}`);
  }
  if (findingsNotNamed > 0) say(`\nand ${findingsNotNamed} findings more`);
  say();
}
