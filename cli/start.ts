import { join, resolve } from 'node:path';
import { packageService } from '../packaging/package-service.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { readScenario } from '../sandbox/simulator/read-scenario.ts';
import { Refusal } from '../sandbox/wire/refusal.ts';
import { runExample } from './examples/run-example.ts';
import { describeQuestion } from './start/describe-question.ts';
import { readFlags } from './start/read-flags.ts';
import { readRequestEvent } from './start/read-request-event.ts';
import { requestOutcome } from './start/request-outcome.ts';
import { say } from './start/say.ts';
import { watchExecution } from './start/watch-execution.ts';

const EXAMPLE = join(import.meta.dirname, '../events/examples/portfolio-share-requested.json');

/** Outcomes that leave the reader's wish fulfilled; any other makes the command exit with 1. */
const FULFILLED = ['PortfolioShareCompleted'];

/**
 * `npm start -- [request.json]`: packages the service, runs it on the sandbox, puts the request on the bus,
 * shows the execution state by state, and prints the outcome.
 */
export async function runStart(args: readonly string[]): Promise<void> {
  let sandbox: Sandbox | undefined;
  try {
    const flags = readFlags(args);
    if (flags.example !== undefined) {
      process.exitCode = (await runExample(flags.example, flags.speed)) ? 0 : 1;
      return;
    }
    const path = resolve(flags.requestPath ?? EXAMPLE);
    const request = await readRequestEvent(path);
    const scenario = flags.scenarioPath === undefined ? undefined : await readScenario(flags.scenarioPath);
    const packagedAt = performance.now();
    say('Packaging the service with serverless package …');
    const packageDirectory = await packageService();
    say(`  packaged in ${seconds(performance.now() - packagedAt)} into .serverless`);
    const watch = watchExecution(request.detail.requestId);
    sandbox = await startSandbox({
      packageDirectory,
      speed: flags.speed,
      warm: true,
      scenario,
      serviceCatalogEndpoint: process.env.AWS_ENDPOINT_URL_SERVICE_CATALOG,
      onHistoryEvent: watch.onHistoryEvent,
      onEvent({ event }) {
        const question = sandbox && describeQuestion(event, sandbox);
        if (question) say(`\n${question}\n`);
      },
    });
    for (const notice of sandbox.notices) say(notice);
    say(`Sandbox on ${sandbox.endpoint}, time runs ${sandbox.clock.speed} times as fast`);
    say(`Putting ${request['detail-type']} ${request.detail.requestId ?? '(no requestId)'} on the bus\n`);
    const startedAt = performance.now();
    const outcome = await requestOutcome(sandbox, request);
    await watch.ended;
    say(`\n${outcome['detail-type']}`);
    say(JSON.stringify(outcome.detail, null, 2));
    say(`\n${watch.summary()} in ${seconds(performance.now() - startedAt)} of yours`);
    process.exitCode = FULFILLED.includes(outcome['detail-type']) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof Error && error.message !== '')) throw error;
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await sandbox?.close();
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
