import { expect, inject, test } from 'vitest';
import { size } from '../size.ts';
import { runCrowd } from './crowd.ts';

/** `npm run small-account` alone plays it. */
const REQUESTS = 5_000;
const A_SECOND = 5_000 / 60;
const LONGEST_MS = 3_600_000;

test.runIf(size === 'whole')(
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
