import { realChance } from '../../clock/chance.ts';
import { createVirtualClock } from '../../clock/virtual-clock.ts';
import { readFunctionDefinitions } from '../../functions/function-definition.ts';
import { createFunctions, type FunctionHost, type Functions } from '../../functions/functions.ts';
import type { LogLine } from '../../functions/invocation.ts';
import { readTemplate } from '../../template/read-template.ts';
import { resolveTemplate } from '../../template/resolve-template.ts';
import type { WireOutcome, WireRequest } from '../../wire/message.ts';
import { type PackageParts, writePackage } from '../write-package.ts';

const place = {
  partition: 'aws',
  region: 'eu-central-1',
  accountId: '111122223333',
  stackName: 'test',
  endpoint: 'http://127.0.0.1:9',
};
const open: Functions[] = [];

export interface HostOptions {
  readonly speed?: number;
  readonly in?: FunctionHost;
  readonly answer?: (request: WireRequest) => Promise<WireOutcome>;
}

/** Hosts the functions of a packaged service, until {@link closeFunctions}. */
export function load(
  directory: string,
  { speed = 1, in: functionHost = 'PROCESSES', answer = async () => 'DROP' }: HostOptions = {},
) {
  const logs: LogLine[] = [];
  const clock = createVirtualClock({ speed });
  const functions = createFunctions({
    definitions: readFunctionDefinitions(resolveTemplate(readTemplate(directory), { place }), directory),
    host: functionHost,
    surroundings: { region: place.region, endpoint: place.endpoint, serviceCatalogEndpoint: undefined },
    clock,
    chance: realChance,
    answer,
    onLog: (line) => logs.push(line),
  });
  open.push(functions);
  return { functions, logs, clock };
}

export function host(parts: PackageParts, options?: HostOptions) {
  return load(writePackage(parts), options);
}

/** What the handler returned, or the error. */
export async function answerOf(functions: Functions, name: string, event: unknown = {}) {
  const result = await functions.invoke(`test-${name}`, JSON.stringify(event));
  return result.status === 'SUCCEEDED' ? JSON.parse(result.payload) : result.error;
}

export function closeFunctions(): void {
  for (const functions of open.splice(0)) functions.close();
}
