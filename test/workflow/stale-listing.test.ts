import { afterAll, beforeAll, expect, test } from 'vitest';
import { shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

/** What the look at an ended share finds, in the place of what is there. */
let stale: readonly object[] | undefined;
let service: Service;
beforeAll(async () => {
  service = await startService({
    functionHost: 'MEMORY',
    async interceptCall({ functionName, operation }, perform) {
      const outcome = await perform();
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
