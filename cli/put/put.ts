import { findRequest } from '../../aws/ledger/requests.ts';
import { startedBy } from '../../aws/started-executions.ts';
import { contentHashOf, requestKeyOf } from '../../core/request/request-key.ts';
import type { PortfolioSharePlannedDetail } from '../../events/portfolio-share-planned.ts';
import { PORTFOLIO_SHARE_REQUESTED, parseShareRequest } from '../../events/portfolio-share-requested.ts';
import type { Status } from '../command/command.ts';
import { AskedWrongly, NotDone } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { note, say, sayJson } from '../command/print.ts';
import { whenStopped } from '../command/stopping.ts';
import { asker } from '../connect/connect.ts';
import { type Connection, machineArn, nextLine } from '../connect/connection.ts';
import { followRequest } from '../follow/follow-request.ts';
import { describePhase } from '../requests/describe-request.ts';
import { tellOutcome } from '../show/show-request.ts';
import { followTrial } from './follow-trial.ts';
import { putOne } from './put-one.ts';
import { checkEvent, type EventToPut, readEventFile } from './read-event.ts';
import { describeInOptions, REQUEST_OPTIONS, requestFrom } from './request-options.ts';

/** The source of the event, if the reader names none; config.yml (requests) may name it. */
const SOURCE = 'operator.put';
const TIMEOUT_SECONDS = 10_800;

/** The event that the reader means, from a file, from standard input, or from options. @throws AskedWrongly */
export async function eventFrom(given: Given): Promise<EventToPut> {
  const file = given.text('file');
  const source = given.text('source');
  if (file === undefined) return requestFrom(given, source ?? SOURCE, asker(given));
  const both = Object.entries(REQUEST_OPTIONS).filter(([name, { kind }]) =>
    kind === 'TEXT'
      ? given.text(name) !== undefined
      : kind === 'FLAG'
        ? given.flag(name)
        : given.list(name).length > 0,
  );
  if (both.length > 0)
    throw new AskedWrongly(`--${both[0]?.[0]} says what ${file} says already: expected one or the other.`);
  if (given.text('by') !== undefined)
    throw new AskedWrongly(`--by goes with options alone: ${file} names who asks in its own fields.`);
  const event = await readEventFile(file, source ?? SOURCE);
  const requestId = given.text('request-id');
  return {
    ...event,
    ...(source !== undefined && { source }),
    ...(requestId !== undefined && { detail: { ...event.detail, requestId } }),
  };
}

/** Puts an event on the bus; a request is followed to its outcome. */
export async function put(
  given: Given,
  connection: Connection,
  event: EventToPut,
  seconds: number = TIMEOUT_SECONDS,
): Promise<Status> {
  const isByOptions = given.text('file') === undefined;
  checkEvent(event, connection.partition, isByOptions ? describeInOptions : undefined);
  const isRequest = event.detailType === PORTFOLIO_SHARE_REQUESTED;
  const ofRequests = ['request-id', 'timeout-seconds', 'detach'].find((name) =>
    name === 'detach' ? given.flag(name) : given.text(name) !== undefined,
  );
  if (!isRequest && ofRequests)
    throw new AskedWrongly(
      `--${ofRequests} is for ${PORTFOLIO_SHARE_REQUESTED}, and this is ${event.detailType}: leave it out.`,
    );
  const isTrial = isRequest && event.detail.dryRun === true;
  if (isTrial && given.flag('detach'))
    throw new AskedWrongly(
      'A trial leaves nothing but its answer, which this command tells: leave --detach out.',
    );
  if (isRequest && !isTrial) await refuseReused(connection, event);
  const requestId = String(event.detail.requestId ?? '');
  const next = nextLine(
    connection,
    ...(NEXT[event.detailType] ?? ['show']),
    ...(isRequest ? [requestId] : []),
  );
  const isFollowed = isRequest && !given.flag('detach');
  const started = isFollowed ? await startedBy(machineArn(connection, 'share-portfolio')) : undefined;
  const eventId = await putOne(
    event.source,
    event.detailType,
    event.detail,
    isTrial
      ? 'Broken off: a trial leaves nothing.'
      : `${event.detailType} may be on the bus already. To see it: ${next}`,
  );
  const isJson = given.flag('json');
  if (isTrial && started) return tellTrial(await followTrial(started, eventId), isJson);
  if (!started) {
    if (isJson) sayJson({ eventId, ...(isRequest && { requestId }) });
    else {
      say(`${event.detailType}${requestId ? ` ${requestId}` : ''} is on the bus, as event ${eventId}.`);
      say(`Next: ${next}`);
    }
    return 0;
  }
  const says = `${requestId} goes on without this command. To see it: ${next}`;
  whenStopped({ close: () => undefined, says });
  const tell = isJson ? note : say;
  tell(`${requestId} is on the bus. Each step, and when:\n`);
  const requestKey = keyOf(connection, event);
  const timeoutMs = seconds * 1000;
  const record = await followRequest(connection, {
    requestKey,
    requestId,
    eventId,
    started,
    timeoutMs,
    onLine: tell,
  });
  if (isJson) sayJson({ eventId, requestId, outcome: record.outcome });
  else {
    say(`\n${requestId}: ${describePhase(record)}`);
    if (record.outcome) tellOutcome(record.outcome.detail);
    say(`\nNext, to see it again: ${nextLine(connection, 'show', requestId)}`);
  }
  return record.outcome?.detailType === 'PortfolioShareCompleted' ? 0 : 1;
}

function tellTrial(planned: PortfolioSharePlannedDetail, isJson: boolean): Status {
  const { summary, findings, reach, failure } = planned;
  if (isJson) sayJson(planned);
  else {
    say(summary);
    for (const { severity, id, why } of findings) say(`  ${severity.padEnd(8)} ${id}: ${why}`);
    if (reach) say(`Reckoned from the organization as it was read at ${reach.treeReadAt}.`);
  }
  return failure ? 1 : 0;
}

const NEXT: Readonly<Record<string, readonly string[]>> = {
  AccountVended: ['show', '--from', 'foliocast.vending'],
  ReconciliationRequested: ['drift'],
  PortfolioShareDriftAcknowledged: ['drift'],
  PortfolioShareApprovalDecided: ['approve'],
};

function keyOf({ accountId: account }: Connection, { source, detail }: EventToPut): string {
  return requestKeyOf({ account, source }, String(detail.requestId));
}

/** The service would refuse it too, but the reader would not see the answer. */
async function refuseReused(connection: Connection, event: EventToPut): Promise<void> {
  const parsed = parseShareRequest(event.detail, connection.partition);
  const standing = await findRequest(keyOf(connection, event));
  if (!standing || !parsed.ok) return;
  if (standing.contentHash === contentHashOf(parsed.request)) {
    note(
      `${standing.request.requestId} was put before, and has no second effect: this shows what became of it.`,
    );
    return;
  }
  throw new NotDone(
    [
      `requestId ${standing.request.requestId} was used before, for a request with other content.`,
      'Give this one an id of its own, by --request-id or in the file.',
      `The earlier one: ${nextLine(connection, 'show', standing.request.requestId)}`,
    ].join('\n'),
  );
}
