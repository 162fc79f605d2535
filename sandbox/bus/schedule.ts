import { Refusal } from '../wire/refusal.ts';

export interface Schedule {
  readonly everyMs: number;
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `rate(1 minute)`, `rate(2 hours)`, `rate(7 days)`. @throws {@link Refusal} for anything else, cron included. */
export function readSchedule(expression: string, place: string): Schedule {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const everyMs = Number(count) * (unitMs[unit] ?? 0);
  if (everyMs > 0) return { everyMs };
  throw new Refusal(
    `${place} has the ScheduleExpression ${expression}; supported: rate(<number> minutes|hours|days).`,
  );
}
