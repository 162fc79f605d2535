import { expect, test } from 'vitest';
import { bySize } from '../size.ts';
import { packageWithConfig } from '../workflow/package-with-config.ts';
import { live } from './life.ts';
import { unlevel } from './unlevel.ts';

/** `npm run days` lives sixty. */
const DAYS = bySize({ quick: 1, prove: 3, whole: 60 });

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
