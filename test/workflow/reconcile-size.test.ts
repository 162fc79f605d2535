import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { bySize } from '../size.ts';
import { enteredStates } from './machine-transitions.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { type Service, startService } from './start-service.ts';

const PORTFOLIOS = bySize({ quick: 6, prove: 40, whole: 100 });
const UNITS = 50;
const PRINCIPALS = 50;
/** The quota of one portfolio. */
const ACCOUNTS = 5_000;
const directory = mkdtempSync(join(tmpdir(), 'foliocast-size-'));
let service: Service;

const unitId = (number: number) => `ou-ab12-${String(number).padStart(8, '0')}`;
const portfolioId = (number: number) => `port-${String(number).padStart(13, '0')}`;

beforeAll(async () => {
  const units = Array.from({ length: UNITS }, (_, unit) => ({
    id: unitId(unit),
    accounts: Array.from({ length: ACCOUNTS / UNITS }, (_, account) =>
      String(200_000_000_000 + unit * 1_000 + account),
    ),
  }));
  const principals = Array.from({ length: PRINCIPALS }, (_, number) =>
    number < 10
      ? { principalArn: `arn:aws:iam:::role/aws-reserved/team-${number}`, principalType: 'IAM_PATTERN' }
      : { principalArn: `arn:aws:iam::111122223333:role/team-${number}`, principalType: 'IAM' },
  );
  const portfolios = Array.from({ length: PORTFOLIOS }, (_, number) => ({
    id: portfolioId(number),
    products: [{ id: `prod-${number}` }],
    principals,
    shares: units.map(({ id }) => ({ organizationNode: id, sharePrincipals: true })),
  }));
  // A simulated day lasts for minutes, so that no nightly run begins meanwhile.
  service = await startService({ speed: 600, scenario: { organization: { units }, portfolios } });
  const adopted = await runCli(
    ...['apply', join(directory, 'shares.yml'), '--adopt', '--endpoint-url', service.sandbox.endpoint],
  );
  expect(adopted).toMatchObject({ status: 0, out: expect.stringContaining('Adopted') });
  // Whether what was adopted has arrived is not known: it is looked at once.
  expect((await reconcile(service)).drifts).toEqual([]);
}, 180_000);
afterAll(async () => {
  await service.close();
  rmSync(directory, { recursive: true });
});

test(`${PORTFOLIOS} portfolios with fifty units and principals each take the fewest calls, and little else`, async () => {
  const { controls, calls } = service.sandbox.simulator;
  const before = calls.count();
  const { completed, drifts } = await reconcile(service);

  expect(drifts).toEqual([]);
  expect(completed).toMatchObject({
    portfolios: { lookedAt: PORTFOLIOS, unreadable: 0 },
    shares: { lookedAt: PORTFOLIOS * UNITS },
  });
  // Four types of one page each, three pages of principals, and the constraints, since names are shared.
  const fewest = PORTFOLIOS * (4 + Math.ceil(PRINCIPALS / 20) + 1);
  expect(completed.apiCalls).toBe(fewest);
  expect(calls.count() - before).toBeLessThanOrEqual(fewest * 1.1);
  expect(completed.secondsTaken).toBeGreaterThanOrEqual(fewest / 5);
  expect(completed.secondsTaken).toBeLessThan(3_600);
  const run = service.sandbox
    .executions()
    .findLast(({ stateMachineArn }) => stateMachineArn.includes('reconcile'));
  expect(run?.history.length).toBeLessThan(25_000 / 5);
  expect(controls.portfolios()).toHaveLength(PORTFOLIOS);
}, 120_000);

test('runs that began together keep to the rate of calls together', async () => {
  const { completed } = await reconcile(service, { portfolioIds: [portfolioId(0)], runsBeside: 9 });

  expect(completed.secondsTaken).toBeGreaterThanOrEqual((10 * completed.apiCalls) / 5);
}, 120_000);

test('a run that would repair too much repairs nothing, reports everything, and raises the alarm', async () => {
  const atConsole = new Console(service);
  const lost = Array.from({ length: 21 }, (_, unit) => unitId(unit));
  for (const unit of lost) await atConsole.delete(portfolioId(1), toUnit(unit));

  const { completed, drifts } = await reconcile(service, { portfolioIds: [portfolioId(1)] });

  expect(completed.repairs).toEqual({ planned: 21, askedFor: 0, isStopped: true });
  expect(drifts).toHaveLength(21);
  expect(drifts[0]?.whatWillBeDone).toMatchObject({
    action: 'REPORT',
    because: expect.stringContaining('maxRepairsPerRun'),
  });
  const run = service.sandbox
    .executions()
    .findLast(({ stateMachineArn }) => stateMachineArn.includes('reconcile'));
  expect(run?.status).toBe('FAILED');
  expect(run && enteredStates(run)).toContain('TooMuchToRepair');
}, 120_000);
