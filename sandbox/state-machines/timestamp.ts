export interface Timestamp {
  readonly ms: number;
  /** What a `Date` does not hold: the digits after the milliseconds. */
  readonly fraction: string;
}

/** RFC 3339 with an uppercase T and an offset; source: Amazon States Language, "Timestamps". */
const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.(\d{1,9}))?(?:Z|[+-]\d{2}:\d{2})$/;

/** `undefined` for what is no time stamp: another value, no offset, a day that is none. */
export function parseTimestamp(value: unknown): Timestamp | undefined {
  const match = typeof value === 'string' ? form.exec(value) : null;
  if (!match) return undefined;
  const ms = Date.parse(String(value));
  return Number.isNaN(ms) || !isOnCalendar(String(value))
    ? undefined
    : { ms, fraction: (match[1] ?? '').slice(3).replace(/0+$/, '') };
}

/** A `Date` takes 30 February for 1 March, and 24:00 for the next day. */
function isOnCalendar(value: string): boolean {
  const [local] = value.split(/[.Z+]|-(?=\d{2}:)/);
  return new Date(`${local}Z`).toISOString().startsWith(`${local}.`);
}

export function compareTimestamps(one: Timestamp, other: Timestamp): number {
  if (one.ms !== other.ms) return one.ms - other.ms;
  if (one.fraction === other.fraction) return 0;
  return one.fraction < other.fraction ? -1 : 1;
}
