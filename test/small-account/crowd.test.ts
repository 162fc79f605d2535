import { expect, inject, test } from 'vitest';
import { bySize, size } from '../size.ts';
import { runCrowd } from './crowd.ts';

/** `npm run small-account` has all; fewer come as fast, for a shorter time. */
const REQUESTS = bySize({ quick: 0, prove: 1_000, whole: 5_000 });
const A_SECOND = 5_000 / 60;
const LONGEST_MS = bySize({ quick: 0, prove: 600_000, whole: 3_600_000 });

test.runIf(size !== 'quick')(
  `${REQUESTS} requests, as fast as 5,000 in a minute, stand in the queue 30 s after the last, under DynamoDB's limits`,
  async () => {
    const seconds = REQUESTS / A_SECOND;

    const { places, hadTurn, answers } = await runCrowd({
      packageDirectory: inject('packageDirectory'),
      requests: REQUESTS,
      seconds,
      waitSeconds: 30,
    });

    expect(new Set([...places, ...hadTurn]).size).toBe(REQUESTS);
    expect(places.length).toBe(new Set(places).size);
    expect(answers.filter((detailType) => detailType !== 'PortfolioShareCompleted')).toEqual([]);
  },
  LONGEST_MS,
);
