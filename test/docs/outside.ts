import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { PAGES } from './pages.ts';

// What the pages say of the world outside: links, and the AWS CLI that is installed here. `npm run outside`; it ends
// with status 1 if something is not as a page says. `npm test` needs no network, and does not run it.

const LINK_SECONDS = 20;
const RUN = promisify(execFile);

/** Each service that the sandbox answers for, and a call that changes nothing. */
const CALLS: Readonly<Record<string, string>> = {
  dynamodb: 'list-tables',
  events: 'list-event-buses',
  organizations: 'describe-organization',
  servicecatalog: 'list-portfolios',
  sqs: 'list-queues',
  stepfunctions: 'list-state-machines',
};

const wrong = [...(await deadLinks()), ...(await wrongAboutCli())];
for (const line of wrong) console.error(line);
process.exitCode = wrong.length > 0 ? 1 : 0;

async function deadLinks(): Promise<string[]> {
  const links = PAGES.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((https?:[^)\s]+)\)/g)].map(([, url = '']) => ({
      page,
      url,
    })),
  );
  console.log(`${links.length} links lead outside.`);
  const dead: string[] = [];
  for (const { page, url } of links) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LINK_SECONDS * 1000) }).catch(
      (error: Error) => error,
    );
    const said = answer instanceof Error ? String(answer.cause ?? answer.message) : `status ${answer.status}`;
    console.log(`  ${url}: ${said}`);
    if (answer instanceof Error || !answer.ok) dead.push(`${page}: ${url}: ${said}`);
  }
  return dead;
}

/** The pages say which clients ignore AWS_ENDPOINT_URL. Those that do get a proxy that is not there, and never AWS. */
async function wrongAboutCli(): Promise<string[]> {
  const version = await RUN('aws', ['--version']).then(
    ({ stdout, stderr }) => /aws-cli\/(\d+)\.(\d+)/.exec(stdout + stderr),
    () => null,
  );
  if (!version) {
    console.log('The AWS CLI is not installed here: what the pages say of it was not tried.');
    return [];
  }
  const [, major, minor] = version.map(Number);
  const found: string[] = [];
  for (const [service, operation] of Object.entries(CALLS)) {
    const obeys = await obeysEndpointVariable(service, operation);
    const isOld = major === 1 ? Number(minor) < 29 : Number(minor) < 13;
    const expected = !isOld && !(major === 1 && service === 'sqs');
    console.log(`  ${version[0]} ${service}: ${obeys ? 'uses' : 'ignores'} AWS_ENDPOINT_URL`);
    if (obeys !== expected)
      found.push(
        `${version[0]} ${service} ${obeys ? 'uses' : 'ignores'} AWS_ENDPOINT_URL, and the pages say otherwise`,
      );
  }
  return found;
}

async function obeysEndpointVariable(service: string, operation: string): Promise<boolean> {
  let asked = false;
  const server = createServer((_, response) => {
    asked = true;
    response.writeHead(400).end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    HTTPS_PROXY: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
  };
  await RUN('aws', [service, operation], { env, timeout: 60_000 }).catch(() => undefined);
  server.close();
  return asked;
}
