import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import type { LeaseStore } from '../../../core/lease/lease-store.ts';
import { placeOf } from '../../../core/lease/place.ts';
import { advanceLease } from '../../../functions/lease/advance-lease.ts';
import { joinQueue } from '../../../functions/lease/join-queue.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

const NOW = '2026-11-22T00:00:00.000Z';
const TABLE = 'foliocast-dev-ledger';
/** Step Functions' tokens are of this order. */
const TOKEN = 'A'.repeat(1000);
const MOST_UNITS = 8;

let sandbox: Sandbox;
let leaseTable: LeaseStore;
let dynamodb: typeof import('../../../aws/ledger/dynamodb.ts');
let written = 0;
beforeAll(async () => {
  sandbox = await startSandbox({ packageDirectory: inject('packageDirectory') });
  vi.stubEnv('AWS_ENDPOINT_URL', sandbox.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('LEDGER_TABLE', TABLE);
  ({ leaseTable } = await import('../../../aws/ledger/lease-table.ts'));
  dynamodb = await import('../../../aws/ledger/dynamodb.ts');
  dynamodb.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
        if (!/^(Get|Query)/.test(commandName ?? '')) written += ConsumedCapacity?.CapacityUnits ?? 0;
        return answer;
      },
    { step: 'initialize' },
  );
});
afterAll(() => sandbox.close());

test('a change of queue and lease costs at most eight write units, with 10 waiting as with 5,000', async () => {
  const costs: Record<string, Record<string, number>> = {};
  for (const waiting of [10, 5_000]) costs[waiting] = await costsWith(waiting);

  expect(costs[5_000]).toEqual(costs[10]);
  expect(Math.max(...Object.values(costs[10] ?? {})), JSON.stringify(costs)).toBeLessThanOrEqual(MOST_UNITS);
  expect(Math.min(...Object.values(costs[10] ?? {})), JSON.stringify(costs)).toBeGreaterThan(0);
}, 240_000);

async function costsWith(waiting: number): Promise<Record<string, number>> {
  const scope = `S${waiting}`;
  const keyOf = (at: number) => `req-${`${waiting}${`${at}`.padStart(6, '0')}`.padStart(24, '0')}`;
  const costs: Record<string, number> = {};
  const measure = async (what: string, change: () => Promise<unknown>) => {
    written = 0;
    await change();
    costs[what] = written;
  };
  const waitingOf = (at: number, action: 'SHARE' | 'UNSHARE' = 'SHARE') => ({
    requestKey: keyOf(at),
    turn: 1,
    scope,
    place: placeOf(action, at, keyOf(at), 1),
    taskToken: `${at}${TOKEN}`,
    tokenAt: NOW,
    acceptedAt: NOW,
  });
  const advance = () => advanceLease(leaseTable, scope, NOW, async () => {});
  await leaseTable.open(scope);
  await fill(
    scope,
    Array.from({ length: waiting }, (_, at) => placeOf('SHARE', at + 10, keyOf(at + 10), 1)),
  );
  await leaseTable.recount(scope);
  await measure('join', () => joinQueue(leaseTable, waitingOf(1), 10_000));
  await measure('join, taking access away', () => joinQueue(leaseTable, waitingOf(2, 'UNSHARE'), 10_000));
  await measure('grant', advance);
  await measure('confirm', () => leaseTable.confirm(scope, keyOf(2), 1, NOW));
  await measure('step aside', () => leaseTable.release(scope, keyOf(2), 1, undefined));
  await measure('grant of the next', advance);
  await measure('cancel of one who waits', async () => {
    await leaseTable.closeTicket(keyOf(3), NOW);
    await leaseTable.removePlace(scope, placeOf('SHARE', 13, keyOf(13), 1));
    await leaseTable.addWaiting(scope, -1);
  });
  await measure('leave', async () => {
    await leaseTable.closeTicket(keyOf(1), NOW);
    await leaseTable.release(scope, keyOf(1), undefined, undefined);
  });
  return costs;
}

async function fill(scope: string, places: readonly string[]): Promise<void> {
  for (let first = 0; first < places.length; first += 25) {
    const puts = places.slice(first, first + 25).map((place) => ({
      PutRequest: { Item: { pk: { S: `QUEUE#${scope}` }, sk: { S: place }, since: { S: NOW } } },
    }));
    await dynamodb.client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: puts } }));
  }
}
