import * as v from 'valibot';
import { expect, test } from 'vitest';
import { call } from './call.ts';
import { ORGANIZATION, PORTFOLIO, startScenario } from './start-simulator.ts';

const LARGE = {
  organization: { generate: { accounts: 15_000, units: 2_000, levels: 5 } },
  portfolios: [{ id: PORTFOLIO }],
};
const SHARE = { PortfolioId: PORTFOLIO, OrganizationNode: { Type: 'ORGANIZATION', Value: ORGANIZATION } };

test('a share to more than 5,000 accounts is beyond the quota', async () => {
  const { simulator } = startScenario(LARGE);

  const { json } = await call(simulator, 'CreatePortfolioShare', SHARE);

  expect(json).toMatchObject({
    __type: 'LimitExceededException',
    message: expect.stringMatching(/15000 accounts: the limit is 5000/),
  });
});

test('where the scenario lifts the quota it works, and 15,000 accounts are read 200 times a second', async () => {
  const { simulator, clock } = startScenario({ ...LARGE, quotas: { sharedAccountsPerPortfolio: 20_000 } });
  const { json } = await call(simulator, 'CreatePortfolioShare', SHARE);
  await clock.advance(30);
  const status = () => call(simulator, 'DescribePortfolioShareStatus', json);
  const reached = async () => {
    const { Status, ShareDetails } = (await status()).json;
    const { SuccessfulShares } = v.parse(v.object({ SuccessfulShares: v.array(v.string()) }), ShareDetails);
    return [Status, SuccessfulShares.length];
  };
  const halfWay = await reached();
  await clock.advance(30);

  expect(halfWay).toEqual(['IN_PROGRESS', 7372]);
  expect(await reached()).toEqual(['COMPLETED', 15_000]);

  const deep = 'ou-ab12-g0001999';
  const before = process.cpuUsage(); // what others do on the machine does not count
  for (let i = 0; i < 50; i += 1) {
    await status();
    await call(simulator, 'ListPortfolioAccess', { PortfolioId: PORTFOLIO, PageSize: 100 });
    await call(simulator, 'ListPortfolioAccess', { PortfolioId: PORTFOLIO, OrganizationParentId: deep });
    await call(simulator, 'ListAccountsForParent', { ParentId: deep });
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});
