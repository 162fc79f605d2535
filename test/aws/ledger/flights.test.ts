import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { startLedger } from './start-ledger.ts';

const NOW = new Date().toISOString();
const LATER = Math.floor(Date.now() / 1000) + 3_600;
const UNIT = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;

let sandbox: Sandbox;
let requests: typeof import('../../../aws/ledger/requests.ts');
let shares: typeof import('../../../aws/ledger/shares.ts');
let flights: typeof import('../../../aws/ledger/flights.ts');
let reconciliation: typeof import('../../../aws/ledger/reconciliation.ts');
let table: typeof import('../../../aws/ledger/table.ts');
beforeAll(async () => {
  sandbox = await startLedger();
  requests = await import('../../../aws/ledger/requests.ts');
  shares = await import('../../../aws/ledger/shares.ts');
  flights = await import('../../../aws/ledger/flights.ts');
  reconciliation = await import('../../../aws/ledger/reconciliation.ts');
  table = await import('../../../aws/ledger/table.ts');
});
afterAll(() => sandbox.close());

async function accept(portfolioId: string, requestKey: string, number: number): Promise<void> {
  await requests.claimRequest({ requestKey, executionArn: requestKey, acceptedAt: NOW } as RequestRecord);
  await flights.beginFlight(portfolioId, UNIT, requestKey, LATER);
  const sequence = await shares.takeSequence(portfolioId, UNIT, number);
  await requests.recordNumber(requestKey, 'sequence', sequence);
}

test('the item of a share is as small with sixty requests under way as with one', async () => {
  const sizeOfItem = async () =>
    JSON.stringify(await table.getItem(shares.shareKeyOf('port-many', UNIT))).length;
  await accept('port-many', 'req-many-0', 1);
  const small = await sizeOfItem();
  for (let at = 1; at < 60; at++) await accept('port-many', `req-many-${at}`, at + 1);

  const listed = await flights.listFlights('port-many', UNIT);

  expect(await sizeOfItem()).toBeLessThan(small + 5);
  expect(listed).toHaveLength(60);
});

test('who is under way is known until it is decided, be it by an item of its own or by an earlier release', async () => {
  await accept('port-y', 'req-y-1', 1);
  await accept('port-y', 'req-y-2', 2);
  await table.updateItem(shares.shareKeyOf('port-y', UNIT), {
    update: 'ADD inFlight :earlier',
    values: { ':earlier': new Set(['req-y-0']) },
  });
  const underWay = async () => (await reconciliation.readPortfolioRecord('port-y')).inFlight.toSorted();
  const before = await underWay();

  for (const key of ['req-y-0', 'req-y-1'])
    await shares.endFlight(await shares.readShareEntry('port-y', UNIT), key);

  expect([before, await underWay()]).toEqual([['req-y-0', 'req-y-1', 'req-y-2'], ['req-y-2']]);
});

test('who was accepted first is the older, however late its place is taken, and after all of version 0.1.0', async () => {
  await table.putItem({ ...shares.shareKeyOf('port-z', UNIT), lastSequence: 7 });
  await accept('port-z', 'req-z-2', 2);

  await accept('port-z', 'req-z-1', 1);
  await accept('port-z', 'req-z-2', 2);

  const sequenceOf = async (key: string) => (await requests.findRequest(key))?.sequence;
  expect([await sequenceOf('req-z-1'), await sequenceOf('req-z-2')]).toEqual([8, 9]);
});
