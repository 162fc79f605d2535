import { latestRequests } from '../../aws/ledger/request-ids.ts';
import { counted } from '../../core/counted.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { Status } from '../command/command.ts';
import type { Given } from '../command/given.ts';
import { say, sayJson } from '../command/print.ts';
import { startProgress } from '../command/progress.ts';
import { instant } from '../command/time.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { describePhase, describeRequest, describeSender } from '../requests/describe-request.ts';
import { forPrograms } from './show-request.ts';

const MOST_SHOWN = 20;

/** The latest requests, as far as they are what the filters want. */
export async function showLatest(
  given: Given,
  connection: Connection,
  most: number = MOST_SHOWN,
): Promise<Status> {
  const latest = await latestOf(filterOf(given), most);
  if (given.flag('json')) {
    sayJson({ stage: connection.stage, requests: latest.map(forPrograms) });
    return 0;
  }
  for (const record of latest) {
    say(`${instant(record.acceptedAt)}  ${record.request.requestId}: ${describePhase(record)}`);
    say(`    ${describeRequest(record)}\n    ${describeSender(record)}`);
  }
  const [first] = latest;
  if (!first) {
    say(`The ledger of stage ${connection.stage} holds no such request.`);
    say(`Next, to see events that did not arrive: ${nextLine(connection, 'undelivered')}`);
    return 0;
  }
  say(`Next, to see one step by step: ${nextLine(connection, 'show', first.request.requestId)}`);
  return 0;
}

/** Reads no further than it has to: without a filter, what it shows. */
async function latestOf(
  isWanted: (record: StoredRequest) => boolean,
  most: number,
): Promise<StoredRequest[]> {
  const progress = startProgress();
  const latest: StoredRequest[] = [];
  let read = 0;
  for await (const records of latestRequests()) {
    latest.push(...records.filter(isWanted));
    if (latest.length >= most) break;
    read += records.length;
    progress.tell(`${counted(read, 'request was', 'requests were')} read …`);
  }
  progress.end();
  return latest.slice(0, most);
}

function filterOf(given: Given): (record: StoredRequest) => boolean {
  const [portfolio, from, state] = [given.text('portfolio'), given.text('from'), given.text('state')];
  return ({ request, requester, outcome }) =>
    (portfolio === undefined || request.portfolioId === portfolio) &&
    (from === undefined || requester.source === from) &&
    (state === undefined || state === stateOf(outcome?.detailType));
}

/** As the filter names it. */
export const STATES = ['open', 'completed', 'with-errors', 'failed'] as const;

function stateOf(detailType: string | undefined): (typeof STATES)[number] {
  switch (detailType) {
    case undefined:
      return 'open';
    case 'PortfolioShareCompleted':
      return 'completed';
    case 'PortfolioShareCompletedWithErrors':
      return 'with-errors';
    default:
      return 'failed';
  }
}
