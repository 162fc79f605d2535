import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { DeliveryError } from '../../sandbox/bus/deliver.ts';
import { reconcile } from './reconciliation.ts';
import { GUARDED_PATTERN, ORGANIZATION, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { runCommand } from './run-command.ts';
import { type Service, startService } from './start-service.ts';

type Items = Record<string, AttributeValue>[];

const TEMPLATE = 'cloudformation-template-update-stack.json';
const [LEDGER, RESTORED] = ['foliocast-dev-ledger', 'foliocast-dev-restored'];
/** A repair that had its turn would be done by then. */
const HOUR_MS = 3_600_000;
const SANDBOX_UNIT = 'ou-ab12-sandbox1';

let service: Service;
let client: DynamoDBClient;
let isDeploying = false;
beforeAll(async () => {
  service = await startService({
    packageDirectory: await withSecondTable(),
    functionHost: 'MEMORY',
    deliveryFault: ({ rule }) =>
      isDeploying && rule.name.includes('EveryMinute')
        ? new DeliveryError('NO_PERMISSIONS', 'the stack is deployed')
        : 'DELIVER',
  });
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'test' };
  client = new DynamoDBClient({ endpoint: service.sandbox.endpoint, region: 'us-east-1', credentials });
});
afterAll(() => service.close());

/** The sandbox has the tables of the template alone: a table to restore to has to be one of them. */
async function withSecondTable(): Promise<string> {
  const from = inject('packageDirectory');
  const directory = await mkdtemp(join(process.env.TMPDIR ?? from, 'second-table-'));
  await cp(from, directory, { recursive: true, filter: (path) => !path.includes('with-config') });
  const template = JSON.parse(await readFile(join(directory, TEMPLATE), 'utf8'));
  const { LedgerTable } = template.Resources;
  const Properties = { ...LedgerTable.Properties, TableName: RESTORED };
  template.Resources.RestoredTable = { ...LedgerTable, Properties };
  await writeFile(join(directory, TEMPLATE), JSON.stringify(template));
  return directory;
}

async function itemsOf(TableName: string): Promise<Items> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
  return Items;
}

async function fill(TableName: string, items: Items): Promise<void> {
  for (const Item of items) await client.send(new PutItemCommand({ TableName, Item }));
}

/** From now on the stack's ledger is the restored one. The sandbox cannot deploy again, so its items change places. */
async function deployWithRestored(): Promise<void> {
  isDeploying = true;
  for (const { pk, sk } of await itemsOf(LEDGER))
    if (pk && sk) await client.send(new DeleteItemCommand({ TableName: LEDGER, Key: { pk, sk } }));
  await fill(LEDGER, await itemsOf(RESTORED));
  isDeploying = false;
}

const nodesOf = () =>
  service.sandbox.simulator.controls.portfolio(PORTFOLIO).nodeShares.map(({ node }) => node.id);

async function queued(requestId: string): Promise<void> {
  await service.until(`${requestId} in the queue`, () =>
    service.sandbox
      .logs()
      .some(({ line }) => line.includes(`"${requestId}"`) && line.includes('Waiting for the lease')),
  );
}

/** The steps of docs/deploy.md, "Restoring the ledger". */
test('a ledger is restored: what was taken away since is not brought back, and what was made since stays', async () => {
  const named = {
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: SANDBOX_UNIT },
    sharePrincipals: true,
    principals: [GUARDED_PATTERN],
  };
  const whole = { organizationNode: { type: 'ORGANIZATION', value: ORGANIZATION } };
  const toPause = ['--ledger', RESTORED, '--by', 'night-shift'];
  await service.ask(shareRequest());
  await service.ask(shareRequest(named));
  await runCommand(service, 'queue', '--pause');
  const open = shareRequest(whole);
  await service.put(open);
  await queued(open.requestId);
  const point = await itemsOf(LEDGER);
  await runCommand(service, 'queue', '--resume');
  const first = await service.answer(open.requestId);
  await service.ask(shareRequest({ action: 'UNSHARE' }));
  await service.ask(shareRequest({ ...named, principals: [], exactPrincipals: true }));
  const { organizationNode: _, ...off } = shareRequest({
    action: 'DISASSOCIATE',
    principals: [GUARDED_PATTERN],
  });
  await service.ask(off as typeof open);
  const real = nodesOf();

  await runCommand(service, 'queue', '--pause', '--now');
  await fill(RESTORED, point.filter(({ pk }) => pk?.S !== 'PAUSE').map(withoutPause));
  const paused = await runCommand(service, 'queue', '--pause', ...toPause);
  await deployWithRestored();
  const second = await service.answer(open.requestId, 2);
  const seen = await reconcile(service, { dryRun: true });
  const night = await reconcile(service);
  await service.sandbox.clock.delay(HOUR_MS);
  const unshare = shareRequest({ action: 'UNSHARE' });
  const fewer = shareRequest({ ...named, principals: [], exactPrincipals: true });
  const again = shareRequest(whole);
  for (const request of [unshare, fewer, again]) {
    await service.put(request);
    await queued(request.requestId);
  }
  await runCommand(service, 'queue', '--resume', '--ledger', LEDGER);
  const answers = await Promise.all(
    [unshare, fewer, again].map(({ requestId }) => service.answer(requestId)),
  );
  const repairs = await Promise.all(night.repairs.map(({ requestId }) => service.answer(requestId)));
  const after = await reconcile(service);

  expect(paused.out).toMatch(/^Writes are paused since/);
  expect(real).not.toContain(UNIT);
  expect([first.detail.effect, second.detail.effect, second.detail.failure.code]).toEqual([
    'CREATED',
    'UNCHANGED',
    'ABORTED',
  ]);
  expect(second.detail.outcomeId).toBe(first.detail.outcomeId);
  expect(seen.drifts.map(({ kind, whatWillBeDone }) => [kind, whatWillBeDone.action]).toSorted()).toEqual([
    ['PRINCIPAL_MISSING', 'REPORT'],
    ['SHARE_MISSING', 'REPORT'],
    ['SHARE_NOT_ASKED_FOR', 'REPORT'],
  ]);
  expect(repairs.map(({ detail }) => detail.failure.code)).toEqual(['SUPERSEDED', 'SUPERSEDED']);
  expect(answers.map((answer) => answer['detail-type'])).toEqual(
    answers.map(() => 'PortfolioShareCompleted'),
  );
  expect(nodesOf().toSorted()).toEqual(real.toSorted());
  expect(service.sandbox.simulator.controls.portfolio(PORTFOLIO).principals).toEqual([]);
  expect(after.drifts).toEqual([]);
});

/** The queue was paused at that point only so that a request was open then. */
function withoutPause({ pausedAt: _, ...item }: Items[number]): Items[number] {
  return item;
}
