import { afterAll, beforeAll, expect, test } from 'vitest';
import { shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

function readings(): number {
  return service.sandbox.logs().filter(({ line }) => line.includes('Read the organization')).length;
}

test('an organization that cannot be read is not counted, and keeps nobody waiting', async () => {
  service.fault('ListAccounts', { error: 'AccessDeniedException', message: 'no', times: 2 });

  const first = await service.ask(shareRequest());
  const second = await service.ask(shareRequest({ shareTagOptions: true }));

  expect(first['detail-type']).toBe('PortfolioShareCompleted');
  expect(first.detail).not.toHaveProperty('reach');
  // Read by then: nobody gains, since the accounts have the portfolio.
  expect(second.detail.reach).toMatchObject({ gaining: { count: 0 }, keeping: { count: 0 } });
});

test('an account that has come is counted once the organization is read again', async () => {
  const before = readings();
  service.sandbox.simulator.controls.addAccount({ id: '123412341234', parentId: UNIT });
  await service.until('another reading', () => readings() > before);

  const outcome = await service.ask(shareRequest({ action: 'UNSHARE' }));

  expect(outcome.detail.reach.losing).toMatchObject({ count: 5 });
  expect(outcome.detail.reach.losing.accounts).toContain('123412341234');
});

test('an account that has moved is counted where it is now, though the reading is older', async () => {
  const node = { organizationNode: { type: 'ACCOUNT', value: '777788889999' } };
  service.sandbox.simulator.controls.moveAccount('777788889999', UNIT);
  await service.ask(shareRequest());

  const outcome = await service.ask(shareRequest(node));

  expect(outcome.detail.reach).toMatchObject({ gaining: { count: 0 }, keeping: { count: 1 } });
});
