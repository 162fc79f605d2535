import { Refusal } from '../wire/refusal.ts';

export interface Schedule {
  readonly everyMs: number;
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * `rate(1 minute)`, `rate(2 hours)`, `rate(7 days)`: one of a unit is singular, several are plural, or EventBridge
 * refuses it. Source: EventBridge user guide, "Rate expressions".
 * @throws {@link Refusal} for anything else, cron included
 */
export function readSchedule(expression: string, place: string): Schedule {
  const [, count = '', unit = '', plural] =
    /^rate\(([1-9]\d{0,8}) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  if (plural !== undefined && (count === '1') === (plural === ''))
    return { everyMs: Number(count) * (unitMs[unit] ?? 0) };
  throw new Refusal(
    `${place} has the ScheduleExpression ${expression}; supported: rate(1 minute|hour|day) and rate(<number> minutes|hours|days).`,
  );
}
