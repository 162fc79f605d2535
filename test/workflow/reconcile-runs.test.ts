import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/simulator/scenario-faults.ts';
import { Console, reconcile, reconciliationOf, toUnit } from './reconciliation.ts';
import { PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const OTHER_PORTFOLIO = 'port-second234567';
let service: Service;
let atConsole: Console;

beforeAll(async () => {
  service = await startService({
    scenario: {
      organization: { units: [{ id: UNIT, accounts: ['333344445555', '444455556666'] }] },
      portfolios: [PORTFOLIO, OTHER_PORTFOLIO].map((id) => ({ id, products: [{ id: `prod-of-${id}` }] })),
    },
  });
  atConsole = new Console(service);
  await service.ask(shareRequest());
  await service.ask(shareRequest({ portfolioId: OTHER_PORTFOLIO }));
});
afterEach(() => service.sandbox.simulator.controls.clearFaults());
afterAll(() => service.close());

function fault(operation: string, answer: Partial<Fault>): void {
  service.sandbox.simulator.controls.addFault({ operation, ...answer } as Fault);
}

const runsOf = (mark: string) =>
  service.sandbox
    .executions()
    .filter(({ input, stateMachineArn }) => stateMachineArn.includes('reconcile') && input.includes(mark));

test('a run that may not read fails once it has told what it found, so the alarm rings', async () => {
  fault('DescribePortfolioShares', { portfolioId: PORTFOLIO, error: 'AccessDeniedException', times: 100 });

  const { completed } = await reconcile(service);

  expect(completed.portfolios).toMatchObject({ lookedAt: 1, unreadable: 1 });
  const [run] = runsOf(completed.eventId);
  expect(run?.end).toMatchObject({ status: 'FAILED', error: 'PortfoliosNotRead' });
});

test('a run asks for the repairs that it found, though a dry run has found the same meanwhile', async () => {
  for (const id of [PORTFOLIO, OTHER_PORTFOLIO])
    await atConsole.update(id, toUnit(UNIT), { ShareTagOptions: true });
  const eventId = await service.put({}, { detailType: 'ReconciliationRequested' });
  await service.sandbox.clock.delay(2_000);

  const dry = await reconcile(service, { portfolioIds: [PORTFOLIO], dryRun: true });
  const { completed, repairs } = await reconciliationOf(service, eventId);

  expect(dry.completed.completedAt < completed.completedAt).toBe(true);
  expect(dry.drifts.map(({ driftId }) => driftId)).toHaveLength(1);
  expect(repairs).toHaveLength(2);
  await Promise.all(repairs.map(({ requestId }) => service.answer(requestId)));
});

test('a part of a run that is put twice is made once', async () => {
  const part = { portfolioIds: [PORTFOLIO], part: 'run-2' };

  const first = await reconcile(service, part);
  const secondId = await service.put(part, { detailType: 'ReconciliationRequested' });

  expect(first.completed.portfolios.lookedAt).toBe(1);
  await expect(reconciliationOf(service, secondId)).rejects.toThrow('SUCCEEDED and said nothing');
});

test('a repair that failed three times keeps no other repair away', async () => {
  await atConsole.delete(PORTFOLIO, toUnit(UNIT));
  fault('CreatePortfolioShare', {
    portfolioId: PORTFOLIO,
    error: 'InvalidParametersException',
    times: 100,
  });
  for (let night = 1; night <= 3; night++) {
    const { repairs } = await reconcile(service);
    expect(repairs).toHaveLength(1);
    await service.answer(repairs[0]?.requestId ?? '');
  }
  await atConsole.update(OTHER_PORTFOLIO, toUnit(UNIT), { ShareTagOptions: true });

  const { completed, drifts, repairs } = await reconcile(service, { maxRepairs: 1 });

  expect(completed.repairs).toEqual({ planned: 1, askedFor: 1, isStopped: false });
  const hopeless = drifts.find(({ portfolioId }) => portfolioId === PORTFOLIO);
  expect(hopeless?.whatWillBeDone).toMatchObject({ because: expect.stringContaining('the last of 3') });
  await service.answer(repairs[0]?.requestId ?? '');
});
