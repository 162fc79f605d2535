import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { leaseOf } from './ledger-tampering.ts';
import { packageWithConfig } from './package-with-config.ts';
import { PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const OTHER_PORTFOLIO = 'port-other000001';
const scenario = {
  ...defaultScenario,
  portfolios: [...(defaultScenario.portfolios ?? []), { id: OTHER_PORTFOLIO, displayName: 'Other' }],
  shareFaults: [{ portfolioId: PORTFOLIO, organizationNode: UNIT, ends: 'NEVER' }],
  undocumented: { oneShareActionPer: 'PORTFOLIO' },
};

let service: Service;
beforeAll(async () => {
  const packageDirectory = await packageWithConfig('patient-config.yml');
  service = await startService({ packageDirectory, scenario, functionHost: 'MEMORY', speed: 6_000 });
});
afterAll(() => service.close());

test('a share that never ends holds up the others as long as the limits allow, and no longer', async () => {
  const [endless, brief, tooOld, patient] = [
    shareRequest(),
    shareRequest({ portfolioId: OTHER_PORTFOLIO, notAfter: inSeconds(200) }),
    shareRequest({ portfolioId: OTHER_PORTFOLIO }),
    shareRequest({ portfolioId: OTHER_PORTFOLIO, shareTagOptions: true }),
  ];
  const once = (state: string, request: object) => {
    let isPut = false;
    service.at(endless.requestId, state, () => {
      if (!isPut) putAtOnce(request);
      isPut = true;
    });
  };
  once('WaitForShare', tooOld);
  once('WaitForShare', brief);
  once('EmitOutcome', patient);

  const timedOut = await service.ask(endless);
  const [tooLate, expired, completed] = await Promise.all(
    [brief, tooOld, patient].map(({ requestId }) => service.answer(requestId)),
  );

  expect(timedOut.detail).toMatchObject({ effect: 'UNKNOWN', failure: { code: 'SHARE_TIMED_OUT' } });
  expect(timedOut.detail.timing.ranSeconds).toBeGreaterThanOrEqual(600);
  expect(tooLate?.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'EXPIRED' } });
  expect(tooLate?.detail.failure.cause).toContain('(notAfter)');
  expect(Date.parse(String(tooLate?.time)) - Date.parse(String(brief.notAfter))).toBeLessThan(180_000);
  expect(expired?.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'EXPIRED' } });
  expect(expired?.detail.failure.cause).toMatch(
    /waited 8\d\d s for its turn, longer than share.oldestSeconds of config.yml allows/,
  );
  expect(completed?.['detail-type']).toBe('PortfolioShareCompleted');
  // Nobody's turn for the drain limit of 300 s; then within a sweep, which is a minute.
  const next = service.sandbox.simulator.controls
    .shareActions()
    .find(({ portfolioId }) => portfolioId === OTHER_PORTFOLIO);
  const drainedSeconds = ((next?.startedAt ?? 0) - Date.parse(timedOut.time)) / 1000;
  expect(drainedSeconds).toBeGreaterThan(295);
  expect(drainedSeconds).toBeLessThan(300 + 75);
  const lease = await leaseOf(service.sandbox);
  expect(lease).not.toHaveProperty('holder');
  expect(lease).not.toHaveProperty('draining');
});

test('a request whose turn somebody else holds up beyond its notAfter ends as EXPIRED, and writes nothing', async () => {
  const message = 'Cannot process more than one portfolio share action at the same time. Try again later.';
  const unshare = { portfolioId: OTHER_PORTFOLIO, action: 'UNSHARE', notAfter: inSeconds(200) };
  service.fault('DeletePortfolioShare', { error: 'InvalidStateException', message });

  const answer = await service.ask(shareRequest(unshare));

  expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'EXPIRED' } });
  expect(answer.detail.failure.cause).toContain('(notAfter)');
});

test('principals that Service Catalog puts off beyond notAfter are not associated any more', async () => {
  const role = { principalArn: 'arn:aws:iam::111122223333:role/NotThereYet', principalType: 'IAM' };
  const share = { portfolioId: OTHER_PORTFOLIO, principals: [role], notAfter: inSeconds(60) };
  service.fault('AssociatePrincipalWithPortfolio', { error: 'InvalidParametersException' });

  const answer = await service.ask(shareRequest(share));

  expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'EXPIRED' } });
  expect(answer.detail.failure.cause).toContain('(notAfter)');
});

test('what somebody else holds up until the deadline is not begun at it', async () => {
  const message = 'Cannot process more than one portfolio share action at the same time. Try again later.';
  service.fault('DeletePortfolioShare', { error: 'InvalidStateException', message });

  const { detail } = await service.ask(shareRequest({ portfolioId: OTHER_PORTFOLIO, action: 'UNSHARE' }));

  const calls = service.sandbox.calls().filter(({ operation }) => operation === 'DeletePortfolioShare');
  const grantedAt = Date.parse(detail.timing.decidedAt) - detail.timing.ranSeconds * 1_000;
  expect(detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'SHARE_BUSY' } });
  expect(detail.timing.ranSeconds).toBeGreaterThanOrEqual(600);
  expect(calls.at(-1)?.at).toBeLessThan(grantedAt + 599_000);
});

function inSeconds(seconds: number): string {
  return new Date(service.sandbox.clock.now() + 1_000 * seconds).toISOString();
}

/** Without a socket in between, whose time is not the sandbox's. */
function putAtOnce(detail: object): void {
  const { buses, stack } = service.sandbox;
  const entry = {
    EventBusName: 'foliocast-dev',
    Source: 'acme.test',
    DetailType: 'PortfolioShareRequested',
    Detail: JSON.stringify(detail),
  };
  buses.putEvents([entry], { accountId: stack.place.accountId });
}
