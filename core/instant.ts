export const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/** A time as CloudTrail writes it (`2019-11-16T12:09:32Z`), in ISO 8601. */
export function instantOf(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const instant = text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  return isInstant(instant) ? new Date(instant).toISOString() : undefined;
}

/** An instant as RFC 3339 writes it. Date.parse takes more, and makes the 3rd of March of a 31st of February. */
export function isInstant(text: string): boolean {
  const isThere = RFC_3339.test(text) && !Number.isNaN(Date.parse(text));
  return isThere && new Date(text.slice(0, 10)).getUTCDate() === Number(text.slice(8, 10));
}
