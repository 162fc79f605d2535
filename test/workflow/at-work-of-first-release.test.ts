import { readFileSync } from 'node:fs';
import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { CreatePortfolioShareCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describeState, type HistoryEvent } from '../../cli/timeline/describe-state.ts';
import { withMachinesOf } from '../releases/with-machines-of.ts';
import { leaseOf } from './ledger-tampering.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { MEMBER, PORTFOLIO, UNIT } from './requests.ts';
import { runCommand } from './run-command.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

/**
 * Ledgers that version 0.1.0 wrote while it was at work. In `at-work.json` somebody has paused the queue, the share of
 * `stuck` drains, `sleeps-1` and `sleeps-2` wait in the lease's list, an account was vended, and a drift is
 * acknowledged. In `granted.json` `sleeps-1` was granted the lease and does not know it yet.
 */
const RELEASE = 'test/releases/0.1.0';
const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:foliocast-dev-share-portfolio';
const TableName = 'foliocast-dev-ledger';
const TOKEN = 'share-ke4cyi0wn1six';
const [PROD, SANDBOX, SECURITY] = ['ou-ab12-prod7890', 'ou-ab12-sandbox1', 'ou-ab12-security'];
const credentials = { accessKeyId: '111122223333', secretAccessKey: 'test' };

type Item = Record<string, AttributeValue>;

let packageDirectory: string;
let service: Service;
let client: DynamoDBClient;
beforeAll(async () => {
  packageDirectory = await withMachinesOf('0.1.0');
});

async function begin(): Promise<void> {
  service = await startService({ packageDirectory, functionHost: 'MEMORY' });
  client = new DynamoDBClient({ endpoint: service.sandbox.endpoint, region: 'us-east-1', credentials });
}

/** The ledger as if it had been written just now, with its executions asleep at AcquireLease. */
async function takeOver(ledger: string, token = TOKEN): Promise<void> {
  const { at, items } = JSON.parse(readFileSync(`${RELEASE}/${ledger}.json`, 'utf8'));
  const laterMs = service.sandbox.clock.now() - Date.parse(at);
  const shifted = JSON.stringify(items)
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z/g, (time) =>
      new Date(Date.parse(time) + laterMs).toISOString(),
    )
    .replaceAll(TOKEN, token);
  const all: Item[] = JSON.parse(shifted);
  const [lease, ...others] = [...all.filter(isLease), ...all.filter((item) => !isLease(item))];
  if (!lease) throw new Error(`${ledger} has no lease`);
  // Nobody is let on before everything is there.
  const { holder: _, ...free } = lease;
  await put({ ...free, queue: { L: [] }, pausedAt: { S: at } });
  for (const item of others) await put(item);
  for (const item of others.filter(({ phase }) => phase?.S === 'QUEUED')) await letSleep(item);
  await put(lease);
}

const isLease = ({ sk }: Item) => sk?.S === 'LEASE';

/** An execution that sleeps, and whose token stands in its request's record alone: there are no tickets yet. */
async function letSleep(item: Item): Promise<void> {
  const { requestKey, request, executionArn } = unmarshall(item);
  const { requestId, action, portfolioId, recipient } = request;
  const state = { admission: 'NEW', requestKey, requestId, action, portfolioId, recipient };
  const input = JSON.stringify({
    ...state,
    principals: { decision: 'ALLOWED' },
    resumeAt: 'AcquireLease',
  });
  const machines = new SFNClient({ endpoint: service.sandbox.endpoint, region: 'us-east-1', credentials });
  const name = executionArn.split(':').at(-1);
  await machines.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name, input }));
  const Key = { pk: { S: `REQUEST#${requestKey}` }, sk: { S: 'TURN' } };
  await service.until(`${requestId} asleep`, () =>
    service.sandbox
      .logs()
      .some(({ line }) => line.includes(requestId) && line.includes('Waiting for the lease')),
  );
  const { Item: ticket } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  if (!ticket?.taskToken) throw new Error(`${requestId} has no token`);
  for (const pk of [`QUEUE#ACCOUNT_AND_REGION`, `LENGTH#ACCOUNT_AND_REGION`]) await removeAll(pk);
  await client.send(new DeleteItemCommand({ TableName, Key }));
  await put({ ...item, taskToken: ticket.taskToken });
}

async function removeAll(pk: string): Promise<void> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
    }),
  );
  for (const { sk } of Items)
    if (sk) await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: pk }, sk } }));
}

async function put(Item: Item): Promise<void> {
  await client.send(new PutItemCommand({ TableName, Item }));
}

function vended(generation: number): AnswerEvent[] {
  return service.sandbox
    .events()
    .map(({ event }) => event as AnswerEvent)
    .filter(
      ({ source, detail }) =>
        source === 'foliocast.vending' && detail.requestId.startsWith(`vend-${MEMBER}-${generation}-`),
    );
}

const announce = (unit: string) =>
  service.put({ accountId: MEMBER, organizationalUnitId: unit }, { detailType: 'AccountVended' });

describe('a stack that was at work', () => {
  beforeAll(async () => {
    await begin();
    await new Console(service).create(PORTFOLIO, toUnit(UNIT));
    const catalog = new ServiceCatalogClient({
      region: 'us-east-1',
      credentials,
      requestHandler: service.sandbox.simulator.requestHandler,
    });
    const stuck = new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, ...toUnit(PROD) });
    await takeOver('at-work', (await catalog.send(stuck)).PortfolioShareToken);
  });
  afterAll(() => service.close());

  test('its pause holds, and who waits in its list is shown', async () => {
    const seen = await runCommand(service, 'queue');

    expect(seen.out).toMatch(/^PAUSED since/);
    expect(seen.out).toContain('2 wait.');
    expect(seen.out).toMatch(/1\. sleeps-1.*2\. sleeps-2/s);
  });

  test('the drift that was acknowledged stays silent', async () => {
    const { completed, drifts } = await reconcile(service, { dryRun: true });

    expect(completed.drifts).toMatchObject({ acknowledged: 1 });
    expect(drifts.map(({ organizationNode }) => organizationNode?.value)).not.toContain(SANDBOX);
  });

  test('its account is known: told again it changes nothing, and moved it is a new stay', async () => {
    const eventId = await announce(UNIT);
    await service.until('the announcement', () =>
      service.sandbox
        .logs()
        .some(({ line }) => line.includes(eventId) && line.includes('The account is there already')),
    );
    service.sandbox.simulator.controls.moveAccount(MEMBER, SANDBOX);
    await announce(SANDBOX);
    await service.until('a new stay', () => vended(2).length > 0);

    expect(vended(1)).toEqual([]);
    expect(vended(2).map(({ detail }) => detail.organizationNode.value)).toEqual([SANDBOX]);
  });

  test('once its share has drained and writes go on, who slept goes on to its outcome', async () => {
    await runCommand(service, 'queue', '--resume');
    const answers = await Promise.all(['sleeps-1', 'sleeps-2'].map((id) => service.answer(id)));
    const came = await service.answer(vended(2)[0]?.detail.requestId);
    const lease = await leaseOf(service.sandbox);

    expect(answers.map(({ detail }) => [detail.organizationNode.value, detail.effect])).toEqual([
      [SECURITY, 'CREATED'],
      [UNIT, 'REMOVED'],
    ]);
    expect(came['detail-type']).toBe('PortfolioShareCompleted');
    expect([lease.draining, lease.pausedAt, lease.queue]).toEqual([undefined, undefined, { L: [] }]);
  });
});

describe('a lease that was granted, and whose holder does not know', () => {
  beforeEach(async () => {
    await begin();
    await new Console(service).create(PORTFOLIO, toUnit(UNIT));
    await takeOver('granted');
  });
  afterEach(() => service.close());

  test('is told to its holder by the token of its record, and then goes to the next of the list', async () => {
    const answers = await Promise.all(['sleeps-1', 'sleeps-2'].map((id) => service.answer(id)));

    expect(answers.map(({ detail }) => detail.effect)).toEqual(['CREATED', 'REMOVED']);
    expect(service.statesOf('sleeps-1').slice(0, 3)).toEqual(['Resume', 'AcquireLease', 'PlanShare']);
  });
});

test('the history of an execution is shown, step by step', () => {
  const events: readonly (HistoryEvent & { readonly type: string })[] = JSON.parse(
    readFileSync(`${RELEASE}/history.json`, 'utf8'),
  );

  const steps = events.flatMap((event) => describeState(event) ?? []);

  expect(new Set(steps.map(({ name }) => name))).toEqual(
    new Set([
      'AcceptRequest',
      'CheckAccess',
      'ValidatePrincipals',
      'AcquireLease',
      'PlanShare',
      'AssociatePrincipals',
      'CreateShare',
      'WaitForShare',
      'DescribeShareStatus',
      'DecideOutcome',
      'ReleaseLease',
      'EmitOutcome',
    ]),
  );
  expect(
    steps.find(({ name, says }) => name === 'AcquireLease' && says !== 'waits for its turn')?.says,
  ).toMatch(/^has its turn, fence \d+/);
});
