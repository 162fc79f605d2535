import { expect, test } from 'vitest';
import { bySize, size } from '../size.ts';
import { packageWithConfig } from '../workflow/package-with-config.ts';
import type { Deed } from './deeds.ts';
import { live } from './life.ts';
import { PORTFOLIOS, UNITS } from './place.ts';
import { unlevel } from './unlevel.ts';

/** `npm run days` lives sixty. */
const DAYS = bySize({ quick: 1, prove: 2, whole: 60 });

test(
  `after ${DAYS} days nothing stands otherwise than wanted, and every report ends when a person does what it says`,
  async () => {
    const packageDirectory = await packageWithConfig('../days/config.yml');

    const { problems, levels, diary } = await live({ packageDirectory, seed: 3, days: DAYS });

    expect(problems).toEqual([]);
    expect(unlevel(levels)).toEqual([]);
    expect(Object.keys(diary.endings()).length).toBeGreaterThan(3);
  },
  60_000 + DAYS * 120_000,
);

/** Somebody shares, and somebody else deletes the share in the evening. */
const deeds: readonly Deed[] = [
  {
    kind: 'ASK',
    key: 'ask',
    at: 36_000_000,
    times: 1,
    request: {
      requestId: 'ask',
      action: 'SHARE',
      portfolioId: PORTFOLIOS[2] as string,
      organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNITS[5] as string },
      principals: [],
    },
  },
  { kind: 'HAND', key: 'hand', at: 72_000_000, hand: 'DELETE', isTold: false },
];

test.runIf(size !== 'quick')(
  'a reconciliation that says nothing and repairs nothing is found out',
  async () => {
    const packageDirectory = await packageWithConfig('../days/config.yml');
    const isOfReconciliation = /DriftDetected|foliocast\.reconciliation/;
    const swallowed = { FailedEntryCount: 0, Entries: [{ EventId: 'swallowed' }] };

    const { problems } = await live({
      packageDirectory,
      seed: 1,
      days: 1,
      deeds: () => deeds,
      corrupt: (operation, body) =>
        operation === 'PutEvents' && isOfReconciliation.test(body)
          ? { statusCode: 200, headers: {}, body: JSON.stringify(swallowed) }
          : undefined,
    });

    const share = `${PORTFOLIOS[2]} ORGANIZATIONAL_UNIT ${UNITS[5]}`;
    expect(problems).toEqual([
      `not reported: ${share} is not there`,
      `stands otherwise: ${share} is not there`,
    ]);
  },
  300_000,
);
