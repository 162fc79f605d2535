import { afterAll, beforeAll, expect, test } from 'vitest';
import { RISKY_PATTERN } from '../storm/wishes.ts';
import { ORGANIZATION, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const OTHER_NODE = { type: 'ORGANIZATION', value: ORGANIZATION };

/** What the look at an ended share finds, in the place of what is there. */
let stale: readonly object[] | undefined;
/** Whether lists do not show yet that the unit's share has principal names. */
let isLate = false;
/** The principals that lists show, in the place of those that are there. */
let listed: readonly object[] | undefined;
let service: Service;
beforeAll(async () => {
  service = await startService({
    functionHost: 'MEMORY',
    async interceptCall({ functionName, operation }, perform) {
      const outcome = await perform();
      if (listed && operation === 'ListPrincipalsForPortfolio' && typeof outcome !== 'string')
        return { ...outcome, body: JSON.stringify({ Principals: listed }) };
      if (isLate && operation === 'DescribePortfolioShares' && typeof outcome !== 'string')
        return {
          ...outcome,
          body: outcome.body.replace('"SharePrincipals":true', '"SharePrincipals":false'),
        };
      const isLook =
        functionName?.endsWith('-describeShareStatus') && operation === 'DescribePortfolioShares';
      if (!isLook || stale === undefined || typeof outcome === 'string') return outcome;
      const body = JSON.stringify({ PortfolioShareDetails: stale });
      stale = undefined;
      return { ...outcome, body };
    },
  });
});
afterAll(() => service.close());

const LISTED = { PrincipalId: UNIT, Type: 'ORGANIZATIONAL_UNIT', Accepted: true };

test.each([
  ['creation', {}, [], 'CREATED', 'CreatePortfolioShare'],
  ['deletion', { action: 'UNSHARE' }, [LISTED], 'REMOVED', 'DeletePortfolioShare'],
])(
  'a listing that lags behind a %s is looked at again, and nothing is written twice',
  async (_, wish, lagging, effect, write) => {
    stale = lagging;
    const request = shareRequest(wish);

    const answer = await service.ask(request);

    expect(stale).toBeUndefined();
    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect });
    // Two plans: the second visit only says how long to wait for the listing.
    expect(service.statesOf(request.requestId).filter((state) => state === 'PlanShare')).toHaveLength(3);
    expect(service.sandbox.simulator.calls.count(write)).toBe(1);
  },
);

test('a share that was made in time is done, though its listing lags until the request is too old', async () => {
  stale = [];
  const request = shareRequest();
  const detail = JSON.stringify(request);
  const { buses, stack, clock } = service.sandbox;
  const entry = { EventBusName: 'foliocast-dev', Source: 'acme.test', DetailType: 'PortfolioShareRequested' };
  const Time = clock.now() / 1_000 - 86_400 + 25;

  buses.putEvents([{ ...entry, Detail: detail, Time }], { accountId: stack.place.accountId });
  const answer = await service.answer(request.requestId);

  expect(stale).toBeUndefined();
  expect(answer.detail.failure).toBeUndefined();
  expect(answer.detail).toMatchObject({ effect: 'CREATED' });
  expect(Date.parse(answer.time) / 1_000 - Time).toBeGreaterThan(86_400);
  await service.unshare();
});

test('a share that is listed as asked is written, if another request made it otherwise a moment ago', async () => {
  await service.ask(shareRequest({ sharePrincipals: true }));
  isLate = true;

  const answer = await service.ask(shareRequest({ sharePrincipals: false }));

  isLate = false;
  const { nodeShares } = service.sandbox.simulator.controls.portfolio(PORTFOLIO);
  expect(nodeShares.map(({ sharePrincipals }) => sharePrincipals)).toEqual([false]);
  expect(answer.detail).toMatchObject({ effect: 'UPDATED' });
});

test('a pattern is weighed on names that no list shows yet', async () => {
  await service.ask(shareRequest({ sharePrincipals: true }));
  isLate = true;

  const request = shareRequest({ organizationNode: OTHER_NODE, principals: [RISKY_PATTERN] });
  await service.put(request);
  const question = await service.until('the question', () =>
    service.sandbox.events().find(({ event }) => event['detail-type'] === 'PortfolioShareApprovalRequested'),
  );

  isLate = false;
  expect(question.event.detail).toMatchObject({ requestId: request.requestId });
  expect(service.sandbox.simulator.controls.portfolio(PORTFOLIO).principals).toEqual([]);
});

function isQuestion(requestId: string): boolean {
  return service.sandbox
    .events()
    .some(
      ({ event }) =>
        event['detail-type'] === 'PortfolioShareApprovalRequested' && event.detail.requestId === requestId,
    );
}

test('a pattern that a failed request has just left is weighed, though no list shows it yet, until it is taken off', async () => {
  await service.unshare();
  const left = shareRequest({ sharePrincipals: false, principals: [RISKY_PATTERN] });
  service.fault('CreatePortfolioShare', { error: 'AccessDeniedException', message: 'no', times: 1 });
  const failed = await service.ask(left);
  listed = [];
  const withNames = shareRequest({ sharePrincipals: true });

  await service.put(withNames);
  await service.until('the question', () => isQuestion(withNames.requestId));

  expect(failed.detail).toMatchObject({ principals: { associated: 1 } });
  const { organizationNode: _, ...takeOff } = shareRequest({
    action: 'DISASSOCIATE',
    principals: [RISKY_PATTERN],
  });
  await service.ask(takeOff);
  const after = shareRequest({ sharePrincipals: true });
  const answer = await service.ask(after);
  listed = undefined;
  expect(answer.detail.failure).toBeUndefined();
  expect(isQuestion(after.requestId)).toBe(false);
});

test('a pattern that was taken off a moment ago needs a yes to come back, though the list still names it', async () => {
  await service.ask(shareRequest({ sharePrincipals: true }));
  const { organizationNode: _, ...takeOff } = shareRequest({
    action: 'DISASSOCIATE',
    principals: [RISKY_PATTERN],
  });
  await service.ask(takeOff);
  listed = [{ PrincipalARN: RISKY_PATTERN.principalArn, PrincipalType: RISKY_PATTERN.principalType }];

  const back = shareRequest({ sharePrincipals: true, principals: [RISKY_PATTERN] });
  await service.put(back);
  await service.until('the question', () => isQuestion(back.requestId));

  listed = undefined;
  expect(service.sandbox.simulator.controls.portfolio(PORTFOLIO).principals).toEqual([]);
});
