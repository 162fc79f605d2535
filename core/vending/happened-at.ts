/**
 * A time as CloudTrail writes it (`2019-11-16T12:09:32Z`), in ISO 8601, or nothing. Times inside service events
 * are left alone: Organizations writes `Sep 16, 2020 9:20:50 PM` without saying in which zone.
 */
export function happenedAtOf(eventTime: unknown): string | undefined {
  if (typeof eventTime !== 'string') return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(eventTime)) return undefined;
  const ms = Date.parse(eventTime.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
