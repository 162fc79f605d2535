import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as organizations from '@aws-sdk/client-organizations';
import * as servicecatalog from '@aws-sdk/client-service-catalog';
import * as stepfunctions from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { size } from '../size.ts';
import { type AwsLine, awsLines } from './aws-lines.ts';
import { PAGES } from './pages.ts';

/** Of the tools that the pages call, those that have an SDK client here. */
const CLIENTS: Readonly<
  Record<string, { readonly sdk: object; readonly client: string; readonly lowerCase?: true }>
> = {
  dynamodb: { sdk: dynamodb, client: 'DynamoDBClient' },
  organizations: { sdk: organizations, client: 'OrganizationsClient' },
  servicecatalog: { sdk: servicecatalog, client: 'ServiceCatalogClient' },
  stepfunctions: { sdk: stepfunctions, client: 'SFNClient', lowerCase: true },
};
/** Calls of AWS itself, for which no client is installed. */
const UNPARSED = ['cloudformation', 's3'];
type Made = new (given: object) => { send(command: object): Promise<never>; destroy(): void };
const MOST_TRIES = 500;
const LOOK_EVERY_MS = 20;
const CREDENTIALS = { accessKeyId: '111122223333', secretAccessKey: 'any' };

const lines = awsLines();
const ofSandbox = lines.filter(({ endpoint }) => endpoint !== undefined);
const ofAws = lines.filter(({ endpoint, service }) => endpoint === undefined && !UNPARSED.includes(service));
const cli = cliVersion();

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    packageDirectory: inject('packageDirectory'),
    functionHost: 'MEMORY',
    speed: 6_000,
  });
});
afterAll(() => sandbox?.close());

test('the pages call the AWS CLI, against a sandbox and against AWS', () => {
  expect(ofSandbox.length).toBeGreaterThan(3);
  expect(ofAws.length).toBeGreaterThan(1);
});

describe('a line for a sandbox', () => {
  test.each(ofSandbox)('is answered when the SDK makes it: $page: $line', async (line) => {
    await prepare(line);

    await expect(send(line)).resolves.toBeDefined();
  });

  const says = cli ? `by ${cli}` : '(the AWS CLI is not installed here)';
  // Each start of the CLI takes a second or more.
  test.skipIf(!cli || size === 'quick').each(ofSandbox)(
    `is run as it is written ${says}: $page: $line`,
    async (line) => {
      await prepare(line);
      const env = {
        ...process.env,
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_DEFAULT_REGION: 'us-east-1',
      };
      const command = line.line.replace(line.endpoint ?? '', sandbox.endpoint);

      await expect(promisify(execFile)('bash', ['-c', command], { env })).resolves.toBeDefined();
    },
  );
});

test.each(ofAws)('a line for AWS names an operation and parameters that there are: $page: $line', (line) => {
  const { sdk } = clientOf(line);

  expect(Object.keys(sdk)).toContain(commandOf(line));
});

test('a block that needs an AWS account says so in the text before it', () => {
  const silent = PAGES.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/([^\n]*)\n\n```[\w-]*\n((?:(?!```).)*?)^```$/gms)]
      .filter(([, , body = '']) =>
        /^(.* && )?(aws (?!.*--endpoint-url)|npx serverless (deploy|remove))/m.test(body),
      )
      .filter(([, before = '']) => !/AWS account/.test(before))
      .map(([, before = '']) => `${page}: ${before}`),
  );

  expect(silent).toEqual([]);
});

/** What a line takes for granted: that there is a share to delete, or none to create. */
async function prepare({ operation, input }: AwsLine): Promise<void> {
  const share = { PortfolioId: input['portfolio-id'], OrganizationNode: input['organization-node'] };
  if (operation === 'delete-portfolio-share') await settle('CreatePortfolioShareCommand', share);
  if (operation === 'create-portfolio-share')
    await settle('DeletePortfolioShareCommand', share).catch(() => undefined);
}

async function settle(command: string, input: object): Promise<void> {
  const { PortfolioShareToken } = await call('servicecatalog', command, input);
  for (let status = ''; !['COMPLETED', 'COMPLETED_WITH_ERRORS', 'ERROR'].includes(status); ) {
    const answer = await call('servicecatalog', 'DescribePortfolioShareStatusCommand', {
      PortfolioShareToken,
    });
    status = String(answer.Status);
    await pause(LOOK_EVERY_MS); // idle time is what passes quickly
  }
}

function send(line: AwsLine): Promise<object> {
  const { lowerCase } = clientOf(line);
  const input = Object.fromEntries(
    Object.entries(line.input).map(([name, value]) => {
      const pascal = pascalOf(name);
      return [lowerCase ? `${pascal.slice(0, 1).toLowerCase()}${pascal.slice(1)}` : pascal, value];
    }),
  );
  return call(line.service, commandOf(line), input);
}

async function call(service: string, command: string, input: object): Promise<Record<string, unknown>> {
  const { sdk, client } = CLIENTS[service] as (typeof CLIENTS)[string];
  const made = sdk as Record<
    string,
    new (
      given: object,
    ) => { send(command: object): Promise<never>; destroy(): void }
  >;
  const [Client, Command] = [made[client], made[command]];
  if (!Client || !Command) throw new Error(`The SDK has no ${command}`);
  // The share action of the line before may still run.
  for (let more = MOST_TRIES; more > 0; more--) {
    const answer = await sendOnce(Client, Command, input).catch((error: Error) => error);
    if (!(answer instanceof Error)) return answer;
    if (answer.name !== 'InvalidStateException') throw answer;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`${command} was never free`);
}

function sendOnce(Client: Made, Command: Made, input: object): Promise<Record<string, unknown>> {
  const opened = new Client({ endpoint: sandbox.endpoint, region: 'us-east-1', credentials: CREDENTIALS });
  return opened.send(new Command(input)).finally(() => opened.destroy());
}

function clientOf({ service, page }: AwsLine) {
  const found = CLIENTS[service];
  if (!found)
    throw new Error(`${page} calls aws ${service}: name its client here, or say that it is not parsed`);
  return found;
}

function commandOf({ operation, waiter }: AwsLine): string {
  if (operation === 'wait') return `waitUntil${pascalOf(waiter ?? '')}`;
  return `${pascalOf(operation)}Command`;
}

function pascalOf(kebab: string): string {
  const text = kebab.replaceAll(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  return text.replace('EnableAws', 'EnableAWS');
}

function cliVersion(): string | undefined {
  try {
    return /aws-cli\/[\d.]+/.exec(execFileSync('aws', ['--version'], { encoding: 'utf8' }))?.[0];
  } catch {
    return undefined; // not installed
  }
}
