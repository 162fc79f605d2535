import { Logger } from '@aws-lambda-powertools/logger';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { inject, vi } from 'vitest';
import { listOrganizationAccounts } from '../../aws/organizations/list-organization-accounts.ts';
import type { Task } from '../../functions/task/task-handler.ts';
import type { InterceptCall } from '../../sandbox/intercept-call.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { WireOutcome } from '../../sandbox/wire/message.ts';
import { askTable } from '../ask-table.ts';
import { answersOf, type Met } from './aws-answers.ts';
import { type Given, itemsOf, NOW } from './given.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look at items, lines and events as their readers would
type Anything = any;

/** What one step left behind. */
export interface Happened {
  readonly out: Anything;
  /** `Name: message` of what it threw. */
  readonly error: string | undefined;
  /** Operations that it called, without the ledger's and those of Organizations. */
  readonly calls: readonly string[];
  /** Inputs of these calls, by operation. */
  readonly inputs: Readonly<Record<string, readonly Anything[]>>;
  /** What it put on the bus. */
  readonly told: readonly { readonly detailType: string; readonly detail: Anything }[];
  /** `LEVEL sentence` of its log lines; those of all failures are left out. */
  readonly said: readonly string[];
  readonly lines: readonly Anything[];
  readonly metrics: readonly Anything[];
  /** The request's item after it. */
  readonly record: Anything;
  /** All items after it, by both keys. */
  readonly ledger: Readonly<Record<string, Anything>>;
}

type Handler = (event: never, context: never) => unknown;
interface Frozen {
  readonly task: (event: object, task: Task) => unknown;
}

/** Calls a handler as Lambda does, in a world where only what is given is there. */
export function step(handler: unknown, event: object, given: Given = {}): Promise<Happened> {
  if (given.isFrozen) return part((task) => (handler as Frozen).task(event, task), given);
  return inWorld(given, async () => (handler as Handler)(event as never, CONTEXT as never));
}

/**
 * What another function does at once before the first write whose body has `text` in it: as `ledger` of what is given.
 * @param input of the other
 */
export function meanwhile(text: string, handler: unknown, input: object): Given['ledger'] {
  let isDone = false;
  return (operation, body) => {
    if (isDone || operation !== 'UpdateItem' || !body.includes(text)) return undefined;
    isDone = true;
    return (async () =>
      void (await (handler as Handler)(input as never, CONTEXT as never)))() as Promise<undefined>;
  };
}

/** The same for a part of a function, which is given its task. */
export function part(work: (task: Task) => unknown, given: Given = {}): Promise<Happened> {
  const now = given.now ?? NOW;
  const logger = new Logger({ serviceName: 'foliocast' });
  const signal = given.isFrozen ? AbortSignal.abort() : new AbortController().signal;
  const task = { logger, now, attempt: `${now} ${INVOCATION}`, invocationId: INVOCATION, signal };
  return inWorld(given, async () => work(task));
}

/** The request's item at this moment: for what a call meets. */
export async function recordNow(): Promise<Anything> {
  return (await itemsIn(await (sandbox ?? start())))['REQUEST#req-1 REQUEST'];
}

export const INVOCATION = 'invocation-1';
const CONTEXT = {
  awsRequestId: INVOCATION,
  functionName: 'foliocast-dev-step',
  getRemainingTimeInMillis: () => 30_000,
};

let calls: { readonly operation: string; readonly input: Anything }[] = [];
let met: Record<string, Met> = {};
let ledger: Given['ledger'];
let hasReadAccounts = true;

const interceptCall: InterceptCall = async ({ service, operation, body }, perform) => {
  if (service === 'dynamodb') {
    const instead = await ledger?.(operation, body);
    return instead === undefined ? perform() : asWire(instead);
  }
  const input = JSON.parse(body);
  if (service === 'organizations') hasReadAccounts = true;
  else calls.push({ operation, input });
  return asWire(await answersOf(met, operation, input));
};

let sandbox: Promise<Sandbox> | undefined;

/** One for all files of a worker: the clients of the functions keep its address. */
function start(): Promise<Sandbox> {
  return startSandbox({
    packageDirectory: inject('packageDirectory'),
    interceptCall,
    deliveryFault: async () => 'LOSE' as const, // nothing happens by itself
  });
}

/** As serverless.yml gives it to every function. */
const environmentOf = ({ endpoint }: Sandbox) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  LEDGER_TABLE: 'foliocast-dev-ledger',
  EVENT_BUS: 'foliocast-dev',
  STACK_PARTITION: 'aws',
  STACK_ACCOUNT: '111122223333',
  SHARE_MACHINE: 'arn:aws:states:us-east-1:111122223333:stateMachine:foliocast-dev-share',
  STAGE: 'dev',
});

async function inWorld(given: Given, work: () => Promise<unknown>): Promise<Happened> {
  sandbox ??= start();
  const world = await sandbox;
  const before = { ...process.env };
  Object.assign(process.env, environmentOf(world));
  try {
    return await happenIn(world, given, work);
  } finally {
    // Other tests of this worker know nothing of it.
    for (const name of Object.keys(environmentOf(world))) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

async function happenIn(world: Sandbox, given: Given, work: () => Promise<unknown>): Promise<Happened> {
  await empty(world);
  for (const item of itemsOf(given))
    await askTable(world, 'PutItem', { Item: marshall(item, { removeUndefinedValues: true }) });
  // Nothing of the organization is remembered from the step before.
  met = {};
  if (hasReadAccounts) await listOrganizationAccounts(0, Number.POSITIVE_INFINITY);
  met = { ...given.aws };
  hasReadAccounts = false;
  calls = [];
  ledger = given.ledger;
  vi.setSystemTime(given.now ?? NOW);
  const stopListening = listen();
  let out: Anything;
  let error: string | undefined;
  try {
    out = await within(LONGEST_MS, work());
  } catch (thrown) {
    error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  } finally {
    vi.useRealTimers();
  }
  const written = stopListening();
  const lines = written.filter(({ level, message }) => level && message !== 'The task failed');
  ledger = undefined;
  const items = await itemsIn(world);
  return {
    out,
    error,
    calls: calls.map(({ operation }) => operation),
    inputs: Object.groupBy(calls, ({ operation }) => operation) as never,
    told: calls.flatMap(({ operation, input }) => (operation === 'PutEvents' ? eventsOf(input) : [])),
    said: lines.map(({ level, message }) => `${level} ${message}`),
    lines,
    metrics: written.filter((line) => '_aws' in line),
    record: items['REQUEST#req-1 REQUEST'],
    ledger: items,
  };
}

const LONGEST_MS = 15_000;

/** What never ends does not go on beside the next step. */
async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function eventsOf({ Entries }: Anything): Happened['told'] {
  return Entries.map(({ DetailType, Detail }: Anything) => ({
    detailType: DetailType,
    detail: JSON.parse(Detail),
  }));
}

/** What is written to the output from now on, line by line, once that is stopped. */
function listen(): () => Anything[] {
  const lines: string[] = [];
  const streams = [process.stdout, process.stderr];
  const writes = streams.map(({ write }) => write);
  for (const stream of streams) {
    stream.write = (text: unknown) => {
      lines.push(...String(text).split('\n'));
      return true;
    };
  }
  return () => {
    for (const [at, stream] of streams.entries()) stream.write = writes[at] as typeof stream.write;
    return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  };
}

async function scan(world: Sandbox): Promise<Anything[]> {
  const { Items } = await askTable(world, 'Scan', {});
  return Items.map((item: Anything) => unmarshall(item));
}

/** What the step before left. */
let left: Anything[] = [];

async function empty(world: Sandbox): Promise<void> {
  for (const { pk, sk } of left) await askTable(world, 'DeleteItem', { Key: marshall({ pk, sk }) });
}

async function itemsIn(world: Sandbox): Promise<Happened['ledger']> {
  left = await scan(world);
  return Object.fromEntries(left.map(({ pk, sk, ...attributes }) => [`${pk} ${sk}`, attributes]));
}

function asWire(answer: object | string): WireOutcome {
  if (answer === 'DROP' || answer === 'HANG') return answer;
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  if (typeof answer !== 'string') return { statusCode: 200, headers, body: JSON.stringify(answer) };
  const [name = '', message = ''] = answer.split(': ');
  return {
    statusCode: 400,
    headers: { ...headers, 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message }),
  };
}
