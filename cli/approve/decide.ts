import { setTimeout as pause } from 'node:timers/promises';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { ApprovalPolicy } from '../../core/approval/approvals-section.ts';
import { judgeDecision } from '../../core/approval/judge-decision.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { describeProblem } from '../../core/problem.ts';
import { approvalRequestOf } from '../../events/portfolio-share-approval-requested.ts';
import { ask } from '../command/ask.ts';
import type { Status } from '../command/command.ts';
import { NotDone } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { say } from '../command/print.ts';
import { loadConfig } from '../config/load-config.ts';
import { asker } from '../connect/connect.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { putOne } from '../put/put-one.ts';
import { checkEvent } from '../put/read-event.ts';
import { describePhase } from '../requests/describe-request.ts';
import { showQuestion } from './show-question.ts';
import { isAsked } from './show-waiting.ts';

/** The source of the decision, if neither the reader nor config.yml names one. */
const SOURCE = 'operator.approve';
const DECIDED = 'PortfolioShareApprovalDecided';
/** A decision that counts is recorded within seconds. */
const RECORDED_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 500;

/** Shows what a request exposes, asks the reader, and sends the yes or no. @throws NotDone, Interrupted */
export async function decide(given: Given, connection: Connection, record: StoredRequest): Promise<Status> {
  const { requestId } = record.request;
  if (!isAsked(record))
    throw new NotDone(
      `${requestId} waits for no yes: ${describePhase(record)}.\nWhat does: ${nextLine(connection, 'approve')}`,
    );
  const question = approvalRequestOf(record);
  const isNo = given.flag('reject');
  // What is wrong comes before the question: a yes should count.
  const { approvals } = await loadConfig();
  const source = given.text('source') ?? sourceOf(approvals, connection.accountId);
  const { approvalId, digest } = question;
  const decision = isNo ? 'REJECTED' : 'APPROVED';
  const reason = given.text('reason');
  const detail = {
    version: '1',
    approvalId,
    digest,
    decision,
    by: asker(given),
    ...(reason !== undefined && { reason }),
  };
  checkEvent({ source, detailType: DECIDED, detail }, connection.partition, (problem) =>
    describeProblem({ ...problem, field: `--${problem.field}` }),
  );
  showQuestion(record, question);
  if (!given.flag('yes') && !(await ask(isNo ? `Reject ${requestId}?` : `Approve ${requestId}?`))) {
    say('Nothing was sent.');
    if (!isNo) say(`Next, to reject it: ${nextLine(connection, 'approve', requestId, '--reject')}`);
    return 1;
  }
  const says = `The decision may have been sent already. Whether it counts: ${nextLine(connection, 'show', requestId)}`;
  const eventId = await putOne(source, DECIDED, detail, says);
  await untilRecorded(connection, record, eventId, source, approvals);
  say(`${requestId} is ${decision.toLowerCase()}, as source ${source}.`);
  say(`Next, to see what becomes of it: ${nextLine(connection, 'show', requestId)}`);
  return 0;
}

/** A source that may approve, by config.yml as it is on this machine. */
function sourceOf({ approvers }: ApprovalPolicy, accountId: string): string {
  const own = approvers.filter(({ account }) => account === 'SELF' || account === accountId);
  const named = own.flatMap(({ sources }) => sources).find((source) => source !== '*');
  return named ?? SOURCE;
}

/** The service gives no answer to somebody who may not decide. So look whether the decision is recorded. */
async function untilRecorded(
  connection: Connection,
  { requestKey, approval, request }: StoredRequest,
  eventId: string,
  source: string,
  policy: ApprovalPolicy,
): Promise<void> {
  const end = performance.now() + RECORDED_WITHIN_MS;
  for (;;) {
    await pause(LOOK_EVERY_MS);
    const now = await findRequest(requestKey);
    const decided = now?.approval?.approvalId === approval?.approvalId ? now?.approval?.decision : undefined;
    if (decided?.eventId === eventId) return;
    if (decided)
      throw new NotDone(
        `It was ${decided.decision} before, by ${decided.by}: yours was sent, and does not count.`,
      );
    if (now?.approval?.approvalId !== approval?.approvalId)
      throw new NotDone(
        'What it exposes has changed meanwhile, so it asks again: run this again, and look again.',
      );
    if (now?.outcome) throw new NotDone(`It has ended meanwhile: ${describePhase(now)}.`);
    if (performance.now() < end) continue;
    const { accountId } = connection;
    const decider = { account: accountId, source };
    const { approvalId = '', digest = '' } = approval ?? {};
    const announced = { approvalId, digest, eventId, decider };
    const judged = judgeDecision(announced, now, policy, accountId, new Date().toISOString());
    const why =
      judged.verdict === 'IGNORED'
        ? `By config.yml here: ${judged.why}.\nName a source that may approve by --source.`
        : `It may still come, and if not, the log of answerApproval says why.\nNext, to look again: ${nextLine(connection, 'show', request.requestId)}`;
    throw new NotDone(
      `The decision was sent as event ${eventId}, and is not recorded after ${RECORDED_WITHIN_MS / 1000} s. ${why}`,
    );
  }
}
