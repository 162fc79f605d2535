import { userInfo } from 'node:os';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { note } from '../command/print.ts';
import type { Connection, Looked } from './connection.ts';
import { explainFailure } from './explain-failure.ts';
import { isLoopback } from './loopback.ts';
import { type RunningSandbox, runningSandboxes } from './running-sandboxes.ts';

const NAMES_A_STACK = ['stage', 'region', 'profile', 'endpoint-url', 'ledger'];
/** Environment variables that say that the reader means AWS. */
const MEANS_AWS = [
  'AWS_ENDPOINT_URL',
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCESS_KEY_ID',
];

/**
 * Points the clients in aws/ at the stack, by the environment that they read when they are made. Then it checks that the
 * stack is there: EventBridge would accept an event for a bus that does not exist, and nothing would happen.
 * @throws NotDone, AskedWrongly; they say where it looked, what is missing, and what to do
 */
export async function connect(given: Given): Promise<Connection> {
  const looked = settle(given, process.env);
  const { describeLedger } = await import('../../aws/ledger/describe-ledger.ts');
  try {
    const place = await describeLedger();
    return { ...looked, ...place };
  } catch (error) {
    throw explainFailure(error, looked);
  }
}

/** Where to look, and the environment for it. */
function settle(given: Given, env: NodeJS.ProcessEnv): Looked {
  // Set to nothing is not set: so the AWS CLI takes it.
  for (const name of MEANS_AWS) if (env[name] === '') delete env[name];
  const sandboxes = runningSandboxes();
  const found = pickSandbox(given, env, sandboxes);
  if (found) note(`Using the sandbox at ${found.endpoint}, since no stack is named.`);
  const endpointUrl = found?.endpoint ?? given.text('endpoint-url') ?? env.AWS_ENDPOINT_URL;
  if (endpointUrl !== undefined && !(/^https?:\/\//.test(endpointUrl) && URL.canParse(endpointUrl)))
    throw new AskedWrongly(
      `${given.text('endpoint-url') === undefined ? 'AWS_ENDPOINT_URL' : '--endpoint-url'} is ${JSON.stringify(endpointUrl)}: expected a URL such as http://127.0.0.1:4566.`,
    );
  const sandbox = sandboxes.find(({ endpoint }) => endpoint === endpointUrl);
  const isSandbox = endpointUrl !== undefined && isLoopback(endpointUrl);
  const stage = given.text('stage') ?? sandbox?.stage ?? 'dev';
  const profile = given.text('profile') ?? env.AWS_PROFILE;
  if (given.text('profile') !== undefined) env.AWS_PROFILE = given.text('profile');
  const region = given.text('region') ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  if (region !== undefined) env.AWS_REGION = region;
  env.LEDGER_TABLE = given.text('ledger') ?? `foliocast-${stage}-ledger`;
  env.EVENT_BUS = `foliocast-${stage}`;
  if (endpointUrl !== undefined) env.AWS_ENDPOINT_URL = endpointUrl;
  // A minute at most: of the calls about thousands of portfolios AWS throttles some three times in a row.
  env.AWS_MAX_ATTEMPTS ??= '12';
  // Service Catalog publishes no rate, so the SDK finds it and keeps to it. By its other mode it gives up after a minute
  // where AWS answers two calls a second (measured).
  env.AWS_RETRY_MODE ??= 'adaptive';
  if (isSandbox) {
    // A sandbox takes any credentials. Without any, the SDK would look for them on this machine's network.
    env.AWS_REGION ??= sandbox?.region ?? 'us-east-1';
    if (env.AWS_ACCESS_KEY_ID === undefined && profile === undefined) {
      env.AWS_ACCESS_KEY_ID = 'sandbox';
      env.AWS_SECRET_ACCESS_KEY = 'sandbox';
    }
  }
  const options = [...named(given), ...(found ? ['--endpoint-url', found.endpoint] : [])];
  return { stage, profile, endpointUrl, isSandbox, region: region ?? env.AWS_REGION, options, sandboxes };
}

/** The options that name the stack, as far as they are given: another command finds the same one by them. */
export function named(given: Given): string[] {
  return NAMES_A_STACK.flatMap((name) => {
    const value = given.text(name);
    return value === undefined ? [] : [`--${name}`, value];
  });
}

/** The sandbox of this machine, if nothing names a stack. @throws AskedWrongly if several run */
function pickSandbox(
  given: Given,
  env: NodeJS.ProcessEnv,
  sandboxes: readonly RunningSandbox[],
): RunningSandbox | undefined {
  const isNamed = NAMES_A_STACK.some((name) => given.text(name) !== undefined);
  if (isNamed || MEANS_AWS.some((name) => env[name] !== undefined)) return undefined;
  if (sandboxes.length > 1) {
    const options = sandboxes.map(({ endpoint }) => `--endpoint-url ${endpoint}`);
    throw new AskedWrongly(
      `${sandboxes.length} sandboxes run on this machine, and no stack is named: add ${options.join(' or ')}.`,
    );
  }
  return sandboxes[0];
}

/** Who asks, for outcomes and the ledger: --by, or else the reader's user name on this machine. */
export function asker(given: Given): string {
  const by = given.text('by');
  if (by !== undefined) return by;
  try {
    return userInfo().username;
  } catch {
    return 'operator'; // a container's user without a name
  }
}
