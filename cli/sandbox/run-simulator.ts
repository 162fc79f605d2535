import { readScenario } from '../../sandbox/simulator/read-scenario.ts';
import { serveSimulator } from '../../sandbox/simulator/serve-simulator.ts';
import type { Status } from '../command/command.ts';
import type { Given } from '../command/given.ts';
import { whenStopped } from '../command/stopping.ts';
import { readPort } from './sandbox-options.ts';

const DEFAULT_PORT = 4570;

/** Serves Service Catalog and Organizations alone until SIGINT or SIGTERM. */
export async function runSimulator(given: Given): Promise<Status> {
  const port = readPort(given, DEFAULT_PORT);
  const path = given.text('scenario');
  const scenario = path === undefined ? undefined : await readScenario(path);
  const server = await serveSimulator({ port, ...(scenario && { scenario }) });
  console.log(`Foliocast simulator ready on ${server.url}`);
  whenStopped({ close: () => server.close(), status: 0 });
  return 0;
}
