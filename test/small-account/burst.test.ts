import { expect, inject, test } from 'vitest';
import { bySize } from '../size.ts';
import { packageWithConfig } from '../workflow/package-with-config.ts';
import { runBurst } from './burst.ts';

/** `npm run small-account` has 500; a few show the same of each request, and little of the crowd. */
const REQUESTS = bySize({ quick: 12, prove: 40, whole: 500 });
const LONGEST_MS = bySize({ quick: 120_000, prove: 600_000, whole: 3_600_000 });

test(
  `${REQUESTS} requests at once in a new account, each portfolio with a lease of its own, all end well within 30 minutes`,
  async () => {
    const config = '../small-account/portfolio-scope-config.yml';
    const packageDirectory = await packageWithConfig(config);

    const { answers, ids } = await runBurst({ packageDirectory, requests: REQUESTS, withinMinutes: 30 });

    expect(answers.filter(({ detailType }) => detailType !== 'PortfolioShareCompleted')).toEqual([]);
    expect(answers.map(({ requestId }) => requestId).sort()).toEqual(ids);
  },
  LONGEST_MS,
);

test(
  `${REQUESTS} requests at once in a new account, with one lease for all, end within 30 s each`,
  async () => {
    const packageDirectory = inject('packageDirectory');

    const { answers, ids } = await runBurst({
      packageDirectory,
      requests: REQUESTS,
      withinMinutes: REQUESTS / 2,
    });

    expect(answers.filter(({ detailType }) => detailType !== 'PortfolioShareCompleted')).toEqual([]);
    expect(answers.map(({ requestId }) => requestId).sort()).toEqual(ids);
  },
  LONGEST_MS,
);
