import { counted } from '../../core/counted.ts';
import type { OutcomeDetail } from '../../core/outcome/outcome.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { Status } from '../command/command.ts';
import { say, sayJson } from '../command/print.ts';
import { instant, lasting } from '../command/time.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { describePhase, describeRequest, describeSender } from '../requests/describe-request.ts';
import { linesOf, readTimeline } from '../timeline/read-timeline.ts';

/** What became of one request: its outcome, or how far it is, and each step on the way. */
export async function showRequest(
  connection: Connection,
  record: StoredRequest,
  json: boolean,
): Promise<Status> {
  const timeline = await readTimeline(record);
  if (json) {
    sayJson({ stage: connection.stage, ...forPrograms(record), timeline });
    return 0;
  }
  const { request, acceptedAt, outcome, approval } = record;
  say(`${request.requestId}: ${describePhase(record)}`);
  say(`  ${describeRequest(record)}`);
  say(`  ${describeSender(record)}`);
  say(`  accepted ${instant(acceptedAt)}`);
  if (outcome) tellOutcome(outcome.detail);
  say(`\n${linesOf(timeline, acceptedAt).join('\n')}`);
  if (timeline.length === 0) say('  Nothing happened yet.');
  say();
  for (const line of nextLines(connection, record, approval?.decision === undefined)) say(line);
  return 0;
}

/** Without the keys and tokens that lead nowhere outside. */
export function forPrograms(record: StoredRequest) {
  const { request, requester, phase, acceptedAt, executionArn, findings, outcome, emittedAt } = record;
  const more = { executionArn, ...(findings && { findings }), ...(emittedAt !== undefined && { emittedAt }) };
  return { request, requester, phase, acceptedAt, ...(outcome && { outcome }), ...more };
}

/** What of an outcome a person asks about first. */
export function tellOutcome(detail: OutcomeDetail): void {
  for (const line of outcomeLines(detail)) say(line);
}

export function outcomeLines({
  action,
  accounts,
  principals,
  failure,
  timing,
  verification,
}: Omit<OutcomeDetail, 'delivery'>): string[] {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  say(`  waited ${lasting(timing.waitedSeconds)}, ran ${lasting(timing.ranSeconds)}`);
  if (accounts) {
    const { succeeded, failed, alreadyReached, failures, failuresNotNamed = 0 } = accounts;
    const already = alreadyReached > 0 ? `, ${alreadyReached} had it already` : '';
    const have =
      action === 'UNSHARE'
        ? counted(succeeded, 'account lost it', 'accounts lost it')
        : counted(succeeded, 'account has it', 'accounts have it');
    say(`  ${have}, ${failed} failed${already}`);
    for (const { accountId, error, message } of failures.slice(0, MOST_FAILURES))
      say(`    ${accountId} ${error}${message ? `: ${message}` : ''}`);
    const more = Math.max(0, failures.length - MOST_FAILURES) + failuresNotNamed;
    if (more > 0) say(`    and ${more} more`);
  }
  const { associated, disassociated = 0 } = principals;
  if (associated + disassociated > 0)
    say(`  principals: ${associated} associated, ${disassociated} taken off`);
  if (verification) say(`  account ${verification.accountId} is ${verification.listed ? '' : 'not '}listed`);
  if (failure) {
    say(`  ${failure.code}: ${failure.cause}`);
    for (const done of failure.done) say(`    done before: ${done}`);
    say(`  To do: ${failure.whatToDo}`);
  }
  return lines;
}

const MOST_FAILURES = 20;

function nextLines(connection: Connection, record: StoredRequest, isOpen: boolean): string[] {
  const { requestId } = record.request;
  if (record.outcome) {
    const again = nextLine(connection, 'show', requestId, '--resend');
    return record.emittedAt ? [`Next, to have its outcome told again: ${again}`] : [];
  }
  const isWaiting = record.phase === 'QUEUED';
  const isAsked = record.phase === 'AWAITING_APPROVAL' && isOpen;
  return [
    ...(isAsked ? [`Next, to decide: ${nextLine(connection, 'approve', requestId)}`] : []),
    `Next, to see ${isWaiting ? 'who is before it' : 'the queue'}: ${nextLine(connection, 'queue')}`,
    `Next, to stop it: ${nextLine(connection, 'queue', '--cancel', requestId)}`,
  ];
}
