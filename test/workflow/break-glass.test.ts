import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';
import { leaseOf } from './ledger-tampering.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { GUARDED_PATTERN, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
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

test('a principal is taken off by hand, and the repair that waits first does not put it back', async () => {
  const named = { sharePrincipals: true, principals: [GUARDED_PATTERN] };
  await service.ask(shareRequest(named));

  await runCommand(service, 'queue', '--pause');
  await new Console(service).disassociate(PORTFOLIO, GUARDED_PATTERN);
  const { repairs } = await reconcile(service);
  const own = shareRequest({ ...named, principals: [], exactPrincipals: true });
  await service.put(own);
  await service.until('its place', () =>
    service.sandbox
      .logs()
      .some(({ line }) => line.includes(own.requestId) && line.includes('Waiting for the lease')),
  );
  await runCommand(service, 'queue', '--resume');
  const [repair] = await Promise.all(repairs.map(({ requestId }) => service.answer(requestId)));
  const ended = await service.answer(own.requestId);
  const after = await reconcile(service);

  expect(repairs).toHaveLength(1);
  expect(repair?.detail.failure.code).toBe('SUPERSEDED');
  expect(ended['detail-type']).toBe('PortfolioShareCompleted');
  expect(service.sandbox.simulator.controls.portfolio(PORTFOLIO).principals).toEqual([]);
  expect(after.drifts).toEqual([]);
});

describe('of a share that does not end', () => {
  let stuck: Service;
  beforeAll(async () => {
    const { organization, portfolios } = defaultScenario;
    const shareFaults = [{ organizationNode: UNIT, ends: 'NEVER' }];
    stuck = await startService({ scenario: { organization, portfolios, shareFaults } as ScenarioInput });
  });
  afterAll(() => stuck.close());

  test('one command stops the request that has the turn, too, long before its deadline', async () => {
    const request = shareRequest();
    await stuck.put(request);
    await stuck.until('its share', () =>
      stuck.sandbox.simulator.controls.shareActions().some(({ kind }) => kind === 'CREATE'),
    );

    const paused = await runCommand(stuck, 'queue', '--pause', '--now', '--by', 'night-shift');
    const answer = await stuck.answer(request.requestId);
    const pausedAgain = await runCommand(stuck, 'queue', '--pause', '--now');

    expect(paused.out).toContain(
      `${request.requestId} has the turn, and is marked as cancelled by night-shift.`,
    );
    expect(answer.detail).toMatchObject({ effect: 'UNKNOWN', failure: { code: 'CANCELLED' } });
    expect(answer.detail.timing.ranSeconds).toBeLessThan(3_600);
    expect(pausedAgain.out).toContain('No request has the turn.');
    expect(stuck.sandbox.simulator.controls.shareActions()).toHaveLength(1);
    const lease = await leaseOf(stuck.sandbox);
    expect([lease.holder, lease.draining?.M?.requestKey !== undefined]).toEqual([undefined, true]);
  });
});
