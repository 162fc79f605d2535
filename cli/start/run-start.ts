import { join, relative, resolve } from 'node:path';
import { PORTFOLIO_SHARE_REQUESTED } from '../../events/portfolio-share-requested.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { readScenario } from '../../sandbox/simulator/read-scenario.ts';
import type { Status } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { note, say, sayJson } from '../command/print.ts';
import { program } from '../command/program.ts';
import { whenStopped } from '../command/stopping.ts';
import { runExample } from '../examples/run-example.ts';
import { pack } from '../package/pack.ts';
import { type EventToPut, readEventFile } from '../put/read-event.ts';
import { readPlace } from '../sandbox/sandbox-options.ts';
import { watchExecution } from '../timeline/watch-execution.ts';
import { describeQuestion } from './describe-question.ts';
import { requestOutcome } from './request-outcome.ts';
import { answerLines, answerOf } from './start-answer.ts';

const EXAMPLE = join(import.meta.dirname, '../../events/examples/portfolio-share-requested.json');

/** An hour in a minute: fast enough to watch, slow enough to see. */
const SPEED = 60;

/** After these events the reader has what he asked for. After any other the exit code is 1. */
const FULFILLED = ['PortfolioShareCompleted'];

/**
 * Packages the service, runs it on the sandbox, puts the request on the bus, shows the execution state by state,
 * and what of its outcome a person asks about first.
 */
export async function runStart(given: Given): Promise<Status> {
  const place = readPlace(given, SPEED);
  const [example, file] = [given.text('example'), given.text('file')];
  if (example !== undefined) {
    if (file !== undefined)
      throw new AskedWrongly(
        `--example ${example} has a request of its own: leave ${file} out, or --example.`,
      );
    if (given.text('scenario') !== undefined)
      throw new AskedWrongly('--scenario is for a request: the examples have organizations of their own.');
    if (given.flag('json')) throw new AskedWrongly('--json is for a request: leave it out, or --example.');
    const isFulfilled = await runExample(example, place);
    tellNext();
    return isFulfilled ? 0 : 1;
  }
  const request = await readEventFile(
    file === undefined ? EXAMPLE : file === '-' ? file : resolve(file),
    'acme.try',
  );
  if (request.detailType !== PORTFOLIO_SHARE_REQUESTED)
    throw new AskedWrongly(
      `detail-type is ${JSON.stringify(request.detailType)}: expected ${PORTFOLIO_SHARE_REQUESTED}, which this command follows to its outcome.`,
    );
  const path = given.text('scenario');
  const scenario = path === undefined ? undefined : await readScenario(path);
  const isJson = given.flag('json');
  const tell = isJson ? note : say;
  const packagedAt = performance.now();
  const packageDirectory = await pack();
  tell(`The package in .serverless is up to date, after ${seconds(performance.now() - packagedAt)}`);
  const watch = watchExecution(idOf(request), tell);
  let sandbox: Sandbox | undefined;
  try {
    sandbox = await startSandbox({
      packageDirectory,
      ...place,
      warm: true,
      scenario,
      serviceCatalogEndpoint: process.env.AWS_ENDPOINT_URL_SERVICE_CATALOG,
      onHistoryEvent: watch.onHistoryEvent,
      onEvent({ event }) {
        const question = sandbox && describeQuestion(event, sandbox);
        if (question) tell(`\n${question}\n`);
      },
    });
    const { close } = sandbox;
    whenStopped({ close, says: 'Interrupted: the request has no outcome here, and the sandbox is gone.' });
    for (const notice of sandbox.notices) tell(notice);
    tell(`Sandbox on ${sandbox.endpoint}, time runs ${sandbox.clock.speed} times as fast`);
    tell(`Putting ${request.detailType} ${idOf(request) ?? '(no requestId)'} on the bus\n`);
    const startedAt = performance.now();
    const outcome = await requestOutcome(sandbox, request);
    await watch.ended;
    const answer = answerOf(outcome);
    tell(`\n${answerLines(answer).join('\n')}`);
    tell(`\n${watch.summary()} in ${seconds(performance.now() - startedAt)} of yours`);
    if (isJson) sayJson(answer);
    else tellNext();
    return FULFILLED.includes(answer.detailType) ? 0 : 1;
  } finally {
    whenStopped(undefined);
    await sandbox?.close();
  }
}

function tellNext(): void {
  say('\nNext:');
  for (const [line, what] of [
    [`start ${relative('.', EXAMPLE)}`, 'From a file: copy this one, and change the copy.'],
    ['start --example approval', 'A risky request; there are also vending and ticket.'],
    ['sandbox', 'Stays up for put, show and queue, and says what to try.'],
  ])
    console.log(`  ${program()} ${line}\n      ${what}`);
}

function idOf({ detail }: EventToPut): string | undefined {
  return typeof detail.requestId === 'string' ? detail.requestId : undefined;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
