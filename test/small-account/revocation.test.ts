import { expect, inject, test } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { size } from '../size.ts';
import { PORTFOLIO, UNIT } from '../workflow/requests.ts';

/** `npm run small-account` alone plays it. */
const WAITING = 500;
const LONGEST_MS = 3_600_000;
const FREE = 'port-revoked000000';
const WRITES = ['CreatePortfolioShare', 'UpdatePortfolioShare', 'DeletePortfolioShare'];

test.runIf(size === 'whole')(
  `between an UNSHARE and its call lies the action that runs, with ${WAITING} shares that wait`,
  async () => {
    const writes: { readonly at: number; readonly operation: string; readonly portfolioId: string }[] = [];
    const ids = Array.from({ length: WAITING }, (_, at) => `port-waits${String(at).padStart(6, '0')}`);
    const sandbox = await startSandbox({
      packageDirectory: inject('packageDirectory'),
      seed: 1,
      limits: { lambdaConcurrency: 1_000, invocationSeconds: 0.3, itemWritesPerSecond: 1_000 },
      scenario: {
        ...defaultScenario,
        portfolios: [PORTFOLIO, FREE, ...ids].map((id) => ({ id, displayName: id })),
        durations: { shareSeconds: 300 },
      },
      interceptCall({ operation, body }, perform) {
        if (WRITES.includes(operation))
          writes.push({ at: sandbox.clock.now(), operation, portfolioId: JSON.parse(body).PortfolioId });
        return perform();
      },
    });
    const { clock, buses, stack } = sandbox;
    const put = (requestId: string, portfolioId: string, action: 'SHARE' | 'UNSHARE') => {
      const organizationNode = { type: 'ORGANIZATIONAL_UNIT', value: UNIT };
      const Detail = JSON.stringify({ version: '1', requestId, action, portfolioId, organizationNode });
      const entry = {
        EventBusName: 'foliocast-dev',
        Source: 'acme.test',
        DetailType: 'PortfolioShareRequested',
        Detail,
      };
      buses.putEvents([entry], { accountId: stack.place.accountId });
    };
    try {
      put('first', FREE, 'SHARE');
      await clock.delay(400_000);
      put('runs', PORTFOLIO, 'SHARE');
      await clock.delay(30_000);
      for (const id of ids) put(id, id, 'SHARE');
      await clock.delay(90_000);
      const before = writes.length;
      put('revocation', FREE, 'UNSHARE');
      for (let looks = 0; !writes.some(({ operation }) => operation === 'DeletePortfolioShare'); looks++) {
        if (looks > 900) throw new Error('The share was not taken away within a quarter of an hour');
        await clock.delay(1_000);
      }
      expect(before).toBe(2);
      expect(writes.slice(before)).toMatchObject([{ operation: 'DeletePortfolioShare', portfolioId: FREE }]);
    } finally {
      await sandbox.close();
    }
  },
  LONGEST_MS,
);
