import type { JsonObject } from '../template/read-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { compilePath } from './expression.ts';
import { checkWhole } from './seconds.ts';
import type { WaitState } from './state.ts';
import { RuntimeFailure } from './state-failure.ts';
import { parseTimestamp } from './timestamp.ts';

/** 24,855 days are waited and 24,856 are not; source: localstack 8b9a79f, test_wait.py. */
const longestDelayMs = (2 ** 31 - 1) * 1000;

/** @throws {@link Refusal} for a Wait that says not how long, or in two ways. */
export function readDelay(state: JsonObject, place: string): WaitState['readDelayMs'] {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = state;
  const given = Object.entries({ Seconds, SecondsPath, Timestamp, TimestampPath }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length !== 1)
    throw new Refusal(
      `${place} has ${given.length} of Seconds, SecondsPath, Timestamp and TimestampPath; expected one.`,
    );
  if (Seconds !== undefined) {
    checkWhole(Seconds, 'Seconds', place, { from: 0 });
    return () => checked(Number(Seconds) * 1000);
  }
  if (Timestamp !== undefined) {
    const until = parseTimestamp(Timestamp);
    if (!until)
      throw new Refusal(
        `${place} has Timestamp ${JSON.stringify(Timestamp)}; expected such as 2026-03-14T01:59:00Z.`,
      );
    return (_, now) => checked(until.ms - now);
  }
  if (SecondsPath !== undefined) {
    const read = compilePath(SecondsPath, 'SecondsPath', place);
    return (scope) => secondsAt(read(scope), String(SecondsPath));
  }
  const read = compilePath(TimestampPath, 'TimestampPath', place);
  return (scope, now) => {
    const value = read(scope);
    const until = parseTimestamp(value);
    if (until) return checked(until.ms - now);
    throw new RuntimeFailure(
      `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${TimestampPath} == ${shown(value)}`,
    );
  };
}

function secondsAt(value: unknown, path: string): number {
  if (!Number.isInteger(value))
    throw new RuntimeFailure(
      `The SecondsPath parameter cannot be parsed as a long value: ${path} == ${shown(value)}`,
    );
  if (Number(value) < 0)
    throw new RuntimeFailure(`The SecondsPath parameter references a negative value: ${path} == ${value}`);
  return checked(Number(value) * 1000);
}

function checked(ms: number): number {
  if (ms > longestDelayMs) throw new RuntimeFailure('Wait state delay is too long.');
  return Math.max(0, ms);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
