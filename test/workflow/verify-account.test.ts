import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageWithConfig } from './package-with-config.ts';
import { GUARDED_PATTERN, shareRequest } from './requests.ts';
import { runCommand } from './run-command.ts';
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

test('a share whose account is still looked for keeps its principals from an unsharing elsewhere', async () => {
  const elsewhere = { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' } };
  const needed = { sharePrincipals: true, principals: [GUARDED_PATTERN] };
  await service.ask(shareRequest({ ...elsewhere, ...needed }));
  const looking = shareRequest({ ...needed, verifyAccountId: ELSEWHERE });
  const unshare = shareRequest({ ...elsewhere, action: 'UNSHARE', principals: [GUARDED_PATTERN] });
  let isPut = false;
  service.at(looking.requestId, 'WaitForAccount', () => {
    if (!isPut) void service.put(unshare);
    isPut = true;
  });
  await service.put(looking);

  const refused = await service.answer(unshare.requestId);

  expect(refused.detail.failure).toMatchObject({ code: 'PRINCIPAL_STILL_NEEDED' });
  expect((await service.answer(looking.requestId)).detail.principals).toMatchObject({ alreadyAssociated: 1 });
});

test('one that is cancelled while it looks ends the look, and says by whom', async () => {
  const request = shareRequest({ verifyAccountId: ELSEWHERE });
  let cancelled: ReturnType<typeof runCommand> | undefined;
  service.at(request.requestId, 'WaitForAccount', () => {
    // Time is real meanwhile, or the look would be over before the command is up.
    cancelled ??= service.sandbox.clock.during(() =>
      runCommand(service, 'queue', '--cancel', request.requestId, '--by', 'night-shift'),
    );
  });

  const outcome = await service.ask(request);

  expect((await cancelled)?.out).toContain('Its share is done, and stays');
  expect(outcome['detail-type']).toBe('PortfolioShareCompletedWithErrors');
  expect(outcome.detail.verification.reason).toMatch(
    /^The look for it was cancelled by night-shift after \d+ s\.$/,
  );
  expect(outcome.detail.verification.seconds).toBeLessThan(120);
});
