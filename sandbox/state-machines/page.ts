import { ServiceError, type WireValue } from '../wire/service.ts';

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
  const size =
    typeof maxResults === 'number' && maxResults > 0 ? Math.min(maxResults, 1000) : defaultPageSize;
  const first = isNewestFirst ? oldestFirst.length : 0;
  const start =
    nextToken === undefined ? first : Number(Buffer.from(String(nextToken), 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) {
    throw new ServiceError('InvalidToken', `Invalid Token: 'Invalid token'`);
  }
  const end = isNewestFirst ? Math.max(0, start - size) : Math.min(oldestFirst.length, start + size);
  const items = isNewestFirst ? oldestFirst.slice(end, start).toReversed() : oldestFirst.slice(start, end);
  const hasMore = isNewestFirst ? end > 0 : end < oldestFirst.length;
  return { items, nextToken: hasMore ? { nextToken: Buffer.from(String(end)).toString('base64url') } : {} };
}
