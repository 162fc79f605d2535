import { ServiceError, type WireValue } from '../wire/service.ts';

/** 0 is the default too; source: Step Functions API reference, "maxResults". */
const defaultPageSize = 100;

/**
 * Tokens are positions among the items, the oldest first whatever the order asked for: what comes later is at the
 * end there, and shifts nothing.
 */
export function page<Item>(
  oldestFirst: readonly Item[],
  { maxResults, nextToken }: WireValue,
  { isNewestFirst }: { isNewestFirst: boolean },
) {
  const size = Number(maxResults ?? 0) || defaultPageSize;
  const first = isNewestFirst ? oldestFirst.length : 0;
  const start = nextToken === undefined ? first : positionOf(nextToken);
  const end = isNewestFirst ? Math.max(0, start - size) : Math.min(oldestFirst.length, start + size);
  const items = isNewestFirst ? oldestFirst.slice(end, start).toReversed() : oldestFirst.slice(start, end);
  const hasMore = isNewestFirst ? end > 0 : end < oldestFirst.length;
  return { items, nextToken: hasMore ? { nextToken: Buffer.from(String(end)).toString('base64url') } : {} };
}

function positionOf(token: unknown): number {
  const text = Buffer.from(String(token), 'base64url').toString();
  if (/^\d+$/.test(text)) return Number(text);
  throw new ServiceError('InvalidToken', `Invalid Token: 'Invalid token'`);
}
