import { counted } from '../../core/counted.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { PortfolioShareApprovalRequestedDetail } from '../../events/portfolio-share-approval-requested.ts';
import { say } from '../command/print.ts';
import { instant } from '../command/time.ts';
import { describeRequest, describeSender } from '../requests/describe-request.ts';
import { showReach } from './show-reach.ts';

/** What somebody approves: whom the request reaches, with which principals, and what is dangerous about it. */
export function showQuestion(record: StoredRequest, question: PortfolioShareApprovalRequestedDetail): void {
  const { requestId, severity, expiresAt, share, principals, findings, findingsNotNamed = 0 } = question;
  say(`${requestId}: risk ${severity}, waits until ${instant(expiresAt)}`);
  say(`  ${describeRequest(record)}`);
  say(`  ${describeSender(record)}`);
  say(`  names of principals are ${share.sharePrincipals ? 'shared too' : 'not shared'}`);
  for (const { principalArn, principalType } of principals) say(`  ${principalArn} as ${principalType}`);
  const { reach, examples = [], changes = [] } = question;
  if (reach) showReach(reach);
  else say('  Whom it reaches is not known: the organization is not read.');
  for (const { principalArn, matching } of examples)
    if (matching[0] !== undefined) say(`  ${principalArn} would match ${matching[0]}`);
  for (const change of changes) say(`  Since it was asked before: ${change}`);
  for (const { severity: weight, id, principalArn = '', why, whatToDo } of findings) {
    say(`\n${weight.padEnd(8)} ${id} ${principalArn}`.trimEnd());
    say(`  ${why}\n  To do: ${whatToDo}`);
  }
  if (findingsNotNamed > 0) say(`\nand ${counted(findingsNotNamed, 'finding')} more`);
  say();
}
