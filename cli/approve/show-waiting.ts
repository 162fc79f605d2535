import { allOpenRequests } from '../../aws/ledger/open-work.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import { counted } from '../../core/counted.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { approvalRequestOf } from '../../events/portfolio-share-approval-requested.ts';
import type { Status } from '../command/command.ts';
import { say, sayJson } from '../command/print.ts';
import { startProgress } from '../command/progress.ts';
import { ITEMS_AT_ONCE, someAtOnce } from '../command/some-at-once.ts';
import { instant } from '../command/time.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { describeRequest, describeSender } from '../requests/describe-request.ts';

/** Every request that waits for an approval, the longest first: of one file of `apply` thousands may. */
export async function showWaiting(connection: Connection, json: boolean): Promise<Status> {
  const keys = await allOpenRequests();
  const progress = startProgress();
  const open: StoredRequest[] = [];
  let read = 0;
  for await (const record of someAtOnce(keys, ITEMS_AT_ONCE, findRequest)) {
    progress.tell(`${++read} of ${keys.length} open requests were read …`);
    if (record) open.push(record);
  }
  progress.end();
  const waiting = open.filter(isAsked).toSorted((a, b) => (a.acceptedAt < b.acceptedAt ? -1 : 1));
  if (json) {
    sayJson({ stage: connection.stage, approvals: waiting.map(approvalRequestOf) });
    return 0;
  }
  for (const record of waiting) {
    const { requestId, severity, expiresAt } = approvalRequestOf(record);
    say(`${requestId}: risk ${severity}, waits until ${instant(expiresAt)}`);
    say(`  ${describeRequest(record)}\n  ${describeSender(record)}`);
  }
  const [first] = waiting;
  if (first) say(`Next, to decide: ${nextLine(connection, 'approve', first.request.requestId)}`);
  else say('Nothing waits for a yes.');
  const early = open.filter(({ phase }) => phase === 'ACCEPTED' || phase === 'CHECKED').length;
  if (early > 0) say(`${counted(early, 'request is', 'requests are')} not that far yet: run this again.`);
  return 0;
}

export function isAsked({ phase, approval, outcome }: StoredRequest): boolean {
  return phase === 'AWAITING_APPROVAL' && approval !== undefined && !approval.decision && !outcome;
}
