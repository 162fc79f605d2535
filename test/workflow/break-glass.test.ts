import { afterAll, beforeAll, expect, test } from 'vitest';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { runCommand } from './run-command.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** The steps of docs/deploy.md, "Break glass". */
test('writes are stopped, a share is taken away by hand, and no repair undoes it once writes go on', async () => {
  await service.ask(shareRequest());

  await runCommand(service, 'queue', '--pause');
  await new Console(service).delete(PORTFOLIO, toUnit(UNIT));
  const { repairs } = await reconcile(service);
  const wanted = shareRequest({ action: 'UNSHARE' });
  await service.put(wanted);
  for (const { requestId } of repairs) await runCommand(service, 'queue', '--cancel', requestId);
  const cancelled = await Promise.all(repairs.map(({ requestId }) => service.answer(requestId)));
  await runCommand(service, 'queue', '--resume');
  const ended = await service.answer(wanted.requestId);
  const after = await reconcile(service);

  expect(repairs).toHaveLength(1);
  expect(cancelled.map(({ detail }) => detail.failure.code)).toEqual(['CANCELLED']);
  expect(ended['detail-type']).toBe('PortfolioShareCompleted');
  expect(after.drifts).toEqual([]);
  const running = service.sandbox.simulator.controls.shareActions().filter(({ kind }) => kind === 'CREATE');
  expect(running).toHaveLength(1);
});
