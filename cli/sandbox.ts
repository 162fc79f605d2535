import { parseArgs } from 'node:util';
import { packageService } from '../packaging/package-service.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { readScenario } from '../sandbox/simulator/read-scenario.ts';
import { Refusal } from '../sandbox/wire/refusal.ts';

const usage =
  'npm run sandbox -- --port N --speed N --events FILE --scenario FILE --logs --package DIRECTORY --parameter NAME=VALUE --account ID --region REGION';
const defaultPort = 4566;

/** Packages the service, unless a package is given, and serves it until SIGINT or SIGTERM. */
export async function runSandbox(args: readonly string[]): Promise<void> {
  try {
    const { port, speed, values } = readArguments(args);
    const scenario = values.scenario === undefined ? undefined : await readScenario(values.scenario);
    const packageDirectory = values.package ?? (await packageService());
    const sandbox = await startSandbox({
      packageDirectory,
      port,
      speed,
      warm: true,
      scenario,
      eventsFile: values.events,
      ...(values.account !== undefined && { accountId: readAccount(values.account) }),
      ...(values.region !== undefined && { region: values.region }),
      serviceCatalogEndpoint: process.env.AWS_ENDPOINT_URL_SERVICE_CATALOG,
      parameters: readParameters(values.parameter ?? []),
      ...(values.logs && { onLog: ({ functionName, line }) => console.error(`${functionName} ${line}`) }),
    });
    for (const notice of sandbox.notices) console.error(notice);
    console.log(`Foliocast sandbox ready on ${sandbox.endpoint}`);
    const stop = () => void sandbox.close().then(() => process.exit(0));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

function readArguments(args: readonly string[]) {
  const { values } = parse(args);
  return {
    values,
    port: readNumber('--port', values.port ?? String(defaultPort), {
      isValid: (port) => Number.isInteger(port) && port >= 0 && port <= 65_535,
      expected: 'a port from 0 (any free one) to 65535',
    }),
    speed: readNumber('--speed', values.speed ?? '1', {
      isValid: (speed) => speed > 0 && Number.isFinite(speed),
      expected: 'a number above 0, such as 60 for a minute in a second',
    }),
  };
}

function readNumber(
  flag: string,
  text: string,
  { isValid, expected }: { isValid: (value: number) => boolean; expected: string },
): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (isValid(value)) return value;
  throw new Refusal(`${flag} is ${text}: expected ${expected}.`);
}

function readAccount(id: string): string {
  if (/^\d{12}$/.test(id)) return id;
  throw new Refusal(`--account is ${id}: expected 12 digits.`);
}

function readParameters(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Refusal(`--parameter is ${pair}: expected NAME=VALUE.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        speed: { type: 'string' },
        events: { type: 'string' },
        scenario: { type: 'string' },
        logs: { type: 'boolean' },
        package: { type: 'string' },
        parameter: { type: 'string', multiple: true },
        account: { type: 'string' },
        region: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error} Expected: ${usage}`);
  }
}
