import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withMachinesOf } from '../releases/with-machines-of.ts';
import { enteredStates } from './machine-transitions.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { GUARDED_PATTERN, PORTFOLIO, UNIT } from './requests.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

/**
 * A reconciliation of version 0.1.0 stood at one of its states when the functions were upgraded: it goes on from there.
 * The wanted share, its drift and its first reading are as version 0.1.0 wrote them, ids included.
 */
let service: Service;
let others: Console;
beforeAll(async () => {
  service = await startService({ packageDirectory: await withMachinesOf('0.1.0'), functionHost: 'MEMORY' });
  others = new Console(service);
  await others.associate(PORTFOLIO, GUARDED_PATTERN);
});
afterAll(() => service.close());

const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:foliocast-dev-reconcile-shares';
const credentials = { accessKeyId: '111122223333', secretAccessKey: 'test' };
const [KEY, HASH] = ['74b03f69c5d1e694bf96', '5ef7ab485f0e2a6b966b'];
let generation = 0;

type Left = 'NOTHING' | 'READING' | 'DRIFT';

/** The ledger of version 0.1.0 wants the share; nobody is shared with. */
async function stand(runId: string, left: Left): Promise<void> {
  const { nodeShares } = service.sandbox.simulator.controls.portfolio(PORTFOLIO);
  if (nodeShares.some(({ node }) => node.id === UNIT)) await others.delete(PORTFOLIO, toUnit(UNIT));
  generation += 1;
  const { items } = JSON.parse(readFileSync('test/releases/0.1.0/ledger.json', 'utf8'));
  const { decidedWish, wanted } = items.map(unmarshall).find(({ pk, sk }: { pk: string; sk: string }) => {
    return pk === `PORTFOLIO#${PORTFOLIO}` && sk === `SHARE#ORGANIZATIONAL_UNIT#${UNIT}`;
  });
  const pk = `PORTFOLIO#${PORTFOLIO}`;
  await put({ pk, sk: 'PORTFOLIO', work: 'PORTFOLIO', workAt: '0', portfolioId: PORTFOLIO });
  await put({
    pk,
    sk: `SHARE#ORGANIZATIONAL_UNIT#${UNIT}`,
    lastSequence: 1,
    generation,
    decidedSequence: 1,
    decidedWish,
    newestWish: decidedWish,
    wanted,
  });
  const types = ['ORGANIZATIONAL_UNIT'];
  const again = { types, principals: false, power: false, access: false };
  const marks = [`${HASH.slice(0, 12)}-${generation}`];
  if (left === 'READING') await put({ pk: `RECONCILIATION#${runId}`, sk: pk, marks, again, expiresAt: 4e9 });
  if (left === 'DRIFT') await put({ pk, sk: `DRIFT#${KEY}`, ...driftOf(runId) });
  else await remove(pk, `DRIFT#${KEY}`);
}

function driftOf(runId: string) {
  const now = new Date(service.sandbox.clock.now()).toISOString();
  return {
    driftKey: KEY,
    driftId: `drift-${PORTFOLIO}-${HASH}-g${generation}`,
    difference: {
      kind: 'SHARE_MISSING',
      portfolioId: PORTFOLIO,
      recipient: { type: 'ORGANIZATIONAL_UNIT', value: UNIT },
      generation,
      expected: { shared: true, shareTagOptions: false, sharePrincipals: true },
      actual: { shared: false },
      findings: [],
    },
    episode: 1,
    firstDetectedAt: now,
    lastDetectedAt: now,
    foundBy: runId,
  };
}

async function put(item: object): Promise<void> {
  const command = new PutItemCommand({ TableName: 'foliocast-dev-ledger', Item: marshall(item) });
  await ledger().send(command);
}

async function remove(pk: string, sk: string): Promise<void> {
  const command = new DeleteItemCommand({ TableName: 'foliocast-dev-ledger', Key: marshall({ pk, sk }) });
  await ledger().send(command);
}

const ledger = () =>
  new DynamoDBClient({ endpoint: service.sandbox.endpoint, region: 'us-east-1', credentials });

async function resume(runId: string, input: object) {
  const client = new SFNClient({ endpoint: service.sandbox.endpoint, region: 'us-east-1', credentials });
  const command = { stateMachineArn: MACHINE, name: runId, input: JSON.stringify(input) };
  const { executionArn } = await client.send(new StartExecutionCommand(command));
  const execution = await service.until('the execution', () =>
    service.sandbox.executions().find((one) => one.executionArn === executionArn),
  );
  await execution.ended;
  return execution;
}

const runOf = (runId: string) => ({
  runId,
  trigger: 'REQUEST',
  eventId: `event-of-${runId}`,
  dryRun: false,
  checkAccounts: false,
  startedAt: new Date(service.sandbox.clock.now()).toISOString(),
});
const lookOf = (runId: string) => ({
  ...runOf(runId),
  status: 'LOOK',
  portfolioIds: [PORTFOLIO],
  managementNodes: [],
  waitSeconds: 1,
});
const result = { portfolioId: PORTFOLIO, waitSeconds: 1, calls: 5, shares: 0, leftAlone: 0, acknowledged: 0 };
const different = { ...result, status: 'DIFFERENT', repairs: 0, byKind: {} };
const confirmed = { ...result, status: 'CONFIRMED', repairs: 1, byKind: { SHARE_MISSING: 1 } };
const decidedOf = (runId: string, isStopped = false) => ({
  ...runOf(runId),
  portfolioIds: [PORTFOLIO],
  mayRepair: !isStopped,
  isStopped,
  totals: {
    ...{ lookedAt: 1, unreadable: [], unreadableCount: 0, shares: 0, leftAlone: 0, calls: 5, repairs: 1 },
    ...{ acknowledged: 0, byKind: { SHARE_MISSING: 1 } },
  },
});

const about = (runId: string, type: string): AnswerEvent[] =>
  service.sandbox
    .events()
    .map(({ event }) => event as AnswerEvent)
    .filter((event) => event['detail-type'] === type && event.detail.reconciliationId === runId);

const CASES: readonly (readonly [state: string, left: Left, inputOf: (runId: string) => object])[] = [
  ['WaitForQuiet', 'NOTHING', lookOf],
  ['LookAtPortfolios', 'NOTHING', lookOf],
  ...(['IsAnythingDifferent', 'WaitForSecondReading', 'ConfirmDifferences'] as const).map(
    (state) => [state, 'READING', (runId: string) => inItem(runId, state, different)] as const,
  ),
  ...(['WaitForCallRate', 'PortfolioLookedAt'] as const).map(
    (state) => [state, 'DRIFT', (runId: string) => inItem(runId, state, confirmed)] as const,
  ),
  ['DecideRepairs', 'DRIFT', (runId) => ({ ...lookOf(runId), results: [confirmed] })],
  ['ReportPortfolios', 'DRIFT', decidedOf],
];

function inItem(runId: string, resumeItemAt: string, reading: object): object {
  return { ...lookOf(runId), resumeAt: 'LookAtPortfolios', resumeItemAt, item: { reading } };
}

test.each(CASES)(
  'from %s (%s in the ledger) it reports the drift and repairs it',
  async (state, left, inputOf) => {
    const runId = `at-${state}-${randomUUID()}`;
    await stand(runId, left);

    const execution = await resume(runId, { resumeAt: state, ...inputOf(runId) });

    expect(execution.status).toBe('SUCCEEDED');
    expect(enteredStates(execution)).toContain(state);
    const [drift, ...more] = about(runId, 'PortfolioShareDriftDetected').map(({ detail }) => detail);
    expect(more).toEqual([]);
    expect(drift).toMatchObject({ kind: 'SHARE_MISSING', whatWillBeDone: { action: 'REPAIR' } });
    expect(drift.driftId).toBe(`drift-${PORTFOLIO}-${HASH}-g${generation}`);
    expect(about(runId, 'ReconciliationCompleted').map(({ detail }) => detail)).toMatchObject([
      { drifts: { found: 1, byKind: { SHARE_MISSING: 1 } }, repairs: { planned: 1, askedFor: 1 } },
    ]);
    const repaired = await service.answer(drift.whatWillBeDone.requestId);
    expect(repaired).toMatchObject({
      'detail-type': 'PortfolioShareCompleted',
      detail: { effect: 'CREATED' },
    });
  },
);

test('from PortfolioUnreadable it names the portfolio', async () => {
  const runId = `unreadable-${randomUUID()}`;
  await stand(runId, 'NOTHING');
  const item = { error: { Error: 'ResourceNotFoundException', Cause: 'gone' } };

  await resume(runId, {
    ...lookOf(runId),
    resumeAt: 'LookAtPortfolios',
    resumeItemAt: 'PortfolioUnreadable',
    item,
  });

  expect(about(runId, 'ReconciliationCompleted').map(({ detail }) => detail)).toMatchObject([
    {
      portfolios: {
        unreadable: 1,
        unreadablePortfolios: [{ portfolioId: PORTFOLIO, reason: 'ResourceNotFoundException' }],
      },
    },
  ]);
});

test('from CompleteReconciliation it tells the totals, and a run that was stopped raises the alarm', async () => {
  const runId = `stopped-${randomUUID()}`;
  await stand(runId, 'DRIFT');

  const execution = await resume(runId, {
    ...decidedOf(runId, true),
    resumeAt: 'CompleteReconciliation',
    reports: [{ askedFor: 0 }],
  });

  expect(execution.status).toBe('FAILED');
  expect(about(runId, 'ReconciliationCompleted').map(({ detail }) => detail)).toMatchObject([
    { eventId: `event-of-${runId}`, repairs: { planned: 1, askedFor: 0, isStopped: true } },
  ]);
});

test('one that only begins reads what version 0.1.0 wants', async () => {
  await stand('', 'NOTHING');

  const { completed, drifts } = await reconcile(service, { portfolioIds: [PORTFOLIO], dryRun: true });

  expect(completed).toMatchObject({ drifts: { found: 1 }, repairs: { askedFor: 0 } });
  expect(drifts).toMatchObject([{ kind: 'SHARE_MISSING' }]);
});
