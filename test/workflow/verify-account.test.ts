import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageWithConfig } from './package-with-config.ts';
import { shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;

beforeAll(async () => {
  service = await startService({ packageDirectory: await packageWithConfig('ways-in-config.yml') });
});
afterAll(() => service.close());

const IN_UNIT = '555566667777';
const ELSEWHERE = '777788889999';

test('an account below the unit is found once the share is through', async () => {
  const request = shareRequest({ verifyAccountId: IN_UNIT });

  const outcome = await service.ask(request);

  expect(outcome['detail-type']).toBe('PortfolioShareCompleted');
  expect(outcome.detail.verification).toMatchObject({ accountId: IN_UNIT, listed: true });
  expect(service.statesOf(request.requestId)).toContain('VerifyAccount');
});

test('a unit that is shared already is left as it is, and the account is looked for all the same', async () => {
  await service.ask(shareRequest());

  const outcome = await service.ask(shareRequest({ verifyAccountId: IN_UNIT }));

  expect(outcome.detail).toMatchObject({ effect: 'UNCHANGED', verification: { listed: true } });
});

test('an account that does not appear in time is an error of the outcome, and holds nobody up', async () => {
  const request = shareRequest({ verifyAccountId: ELSEWHERE });
  await service.put(request);
  await service.until(
    'the look for the account',
    () =>
      service.sandbox.executions().some(({ input }) => input.includes(request.requestId)) &&
      service.statesOf(request.requestId).includes('WaitForAccount'),
  );

  const other = await service.ask(
    shareRequest({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' } }),
  );
  const outcome = await service.answer(request.requestId);

  expect(outcome['detail-type']).toBe('PortfolioShareCompletedWithErrors');
  expect(outcome.detail.verification).toMatchObject({ accountId: ELSEWHERE, listed: false });
  expect(outcome.detail.verification.seconds).toBeGreaterThanOrEqual(120);
  expect(outcome.detail.verification.seconds).toBeLessThan(180);
  expect(outcome.detail.failure).toBeUndefined();
  expect(other.detail.timing.decidedAt < outcome.detail.timing.decidedAt).toBe(true);
});

test('a request that dies while it looks is decided by what was done', async () => {
  const request = shareRequest({ verifyAccountId: ELSEWHERE });
  await service.put(request);
  await service.until(
    'the look for the account',
    () =>
      service.sandbox.executions().some(({ input }) => input.includes(request.requestId)) &&
      service.statesOf(request.requestId).includes('WaitForAccount'),
  );

  service.executionOf(request.requestId).stop('Killed', 'by a test');
  const outcome = await service.answer(request.requestId);

  expect(outcome['detail-type']).toBe('PortfolioShareCompletedWithErrors');
  expect(outcome.detail).toMatchObject({ effect: 'UNCHANGED', verification: { listed: false } });
});

test('a look that AWS refuses does not make a failure of the share', async () => {
  service.sandbox.simulator.controls.addFault({
    operation: 'ListPortfolioAccess',
    error: 'AccessDeniedException',
    message: 'no such right',
  });

  const outcome = await service.ask(shareRequest({ verifyAccountId: IN_UNIT }));
  service.sandbox.simulator.controls.clearFaults();

  expect(outcome['detail-type']).toBe('PortfolioShareCompletedWithErrors');
  expect(outcome.detail.verification).toMatchObject({ listed: false });
  expect(outcome.detail.verification.reason).toContain('no such right');
});

test.each([
  ['an account share of somebody else', { organizationNode: { type: 'ACCOUNT', value: IN_UNIT } }],
  ['UNSHARE', { action: 'UNSHARE' }],
])('verifyAccountId is refused with %s', async (_, detail) => {
  const refusal = await service.ask(shareRequest({ verifyAccountId: ELSEWHERE, ...detail }));

  expect(refusal['detail-type']).toBe('PortfolioShareRefused');
  expect(refusal.detail.problems[0].field).toBe('verifyAccountId');
});
