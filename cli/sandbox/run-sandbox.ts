import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { readScenario } from '../../sandbox/simulator/read-scenario.ts';
import type { Status } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { goOnUnread, note } from '../command/print.ts';
import { program } from '../command/program.ts';
import { whenStopped } from '../command/stopping.ts';
import { announceSandbox } from '../connect/running-sandboxes.ts';
import { pack } from '../package/pack.ts';
import { busOf } from './bus-of.ts';
import { readPlace, readPort } from './sandbox-options.ts';

const DEFAULT_PORT = 4566;
const MOST_ACCOUNTS = 8;

/** Packages the service, unless a package is given, and serves it until SIGINT or SIGTERM. */
export async function runSandbox(given: Given): Promise<Status> {
  const [port, place] = [readPort(given, DEFAULT_PORT), readPlace(given, 1)];
  const parameters = readParameters(given.list('parameter'));
  const path = given.text('scenario');
  const scenario = path === undefined ? undefined : await readScenario(path);
  const packageDirectory = given.text('package') ?? (await pack());
  const sandbox = await startSandbox({
    packageDirectory,
    port,
    ...place,
    warm: true,
    scenario,
    eventsFile: given.text('events'),
    serviceCatalogEndpoint: process.env.AWS_ENDPOINT_URL_SERVICE_CATALOG,
    parameters,
    ...(given.flag('logs') && {
      onLog: ({ functionName, line }) => console.error(`${functionName} ${line}`),
    }),
  });
  goOnUnread();
  for (const notice of sandbox.notices) note(notice);
  console.log(`Foliocast sandbox ready on ${sandbox.endpoint}`);
  const forget = announce(sandbox);
  whenStopped({
    status: 0,
    async close() {
      forget();
      await sandbox.close();
    },
  });
  return 0;
}

/** For people, on standard error: standard output may be a stream of events. */
function announce(sandbox: Sandbox): () => void {
  const bus = busOf(sandbox);
  if (bus === undefined) return () => undefined;
  const { region, accountId } = sandbox.stack.place;
  const { endpoint, simulator } = sandbox;
  const { organization } = simulator.controls;
  const accounts = [...organization.accountIds].slice(0, MOST_ACCOUNTS);
  const more = organization.accountIds.size - accounts.length;
  note(`Bus ${bus} in account ${accountId}, Region ${region}; machine ${bus}-share-portfolio.`);
  note(`Accounts of the organization: ${accounts.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`);
  note('Try, from another terminal:');
  const at = ` --endpoint-url ${endpoint}`;
  const [unit = organization.id] = organization.root.unitIds;
  const portfolio = simulator.controls.portfolios()[0]?.id ?? 'PORTFOLIO-ID';
  for (const line of [`put --portfolio ${portfolio} --with ${unit}${at}`, `show${at}`, `queue${at}`])
    console.error(`  ${program()} ${line}`);
  return announceSandbox({ endpoint, region, stage: bus.replace(/^foliocast-/, '') });
}

function readParameters(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new AskedWrongly(`--parameter is ${JSON.stringify(pair)}: expected NAME=VALUE.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
