import { parseArgs } from 'node:util';
import { readScenario } from '../sandbox/simulator/read-scenario.ts';
import { serveSimulator } from '../sandbox/simulator/serve-simulator.ts';
import { Refusal } from '../sandbox/wire/refusal.ts';

const DEFAULT_PORT = 4570;

/** `npm run simulator -- --port N --scenario FILE`: serves until SIGINT or SIGTERM. */
export async function runSimulator(args: readonly string[]): Promise<void> {
  try {
    const { port, scenarioPath } = readArguments(args);
    const scenario = scenarioPath === undefined ? undefined : await readScenario(scenarioPath);
    const server = await serveSimulator({ port, ...(scenario && { scenario }) });
    console.log(`Foliocast simulator ready on ${server.url}`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => server.close());
    }
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
  }
}

function readArguments(args: readonly string[]): { port: number; scenarioPath: string | undefined } {
  const { values } = parse(args);
  const text = values.port ?? String(DEFAULT_PORT);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Refusal(`--port is ${text}: expected a port from 0 (any free one) to 65535.`);
  }
  return { port, scenarioPath: values.scenario };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, scenario: { type: 'string' } },
    });
  } catch (error) {
    throw new Refusal(
      `${error instanceof Error ? error.message : error} Expected: npm run simulator -- --port N --scenario FILE`,
    );
  }
}
