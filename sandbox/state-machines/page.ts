import { ServiceError, type WireValue } from '../wire/service.ts';

const defaultPageSize = 100;
const largestPageSize = 1_000;

/**
 * Tokens are positions among the items, the oldest first whatever the order asked for: what comes later is at the
 * end there, and shifts nothing.
 */
export function page<Item>(
  oldestFirst: readonly Item[],
  { maxResults, nextToken }: WireValue,
  { isNewestFirst }: { isNewestFirst: boolean },
) {
  const size = sizeOf(maxResults);
  const first = isNewestFirst ? oldestFirst.length : 0;
  const start = nextToken === undefined ? first : positionOf(nextToken);
  const end = isNewestFirst ? Math.max(0, start - size) : Math.min(oldestFirst.length, start + size);
  const items = isNewestFirst ? oldestFirst.slice(end, start).toReversed() : oldestFirst.slice(start, end);
  const hasMore = isNewestFirst ? end > 0 : end < oldestFirst.length;
  return { items, nextToken: hasMore ? { nextToken: Buffer.from(String(end)).toString('base64url') } : {} };
}

/** 0 is the default; source: Step Functions API reference, "maxResults". */
function sizeOf(maxResults: unknown): number {
  const asked = maxResults ?? 0;
  if (!Number.isInteger(asked))
    throw new ServiceError(
      'SerializationException',
      `maxResults must be a whole number, not ${JSON.stringify(asked)}`,
    );
  const size = Number(asked);
  if (size > largestPageSize || size < 0)
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value ${size < 0 ? 'greater than or equal to 0' : `less than or equal to ${largestPageSize}`}`,
    );
  return size === 0 ? defaultPageSize : size;
}

function positionOf(token: unknown): number {
  const text = Buffer.from(String(token), 'base64url').toString();
  if (/^\d+$/.test(text)) return Number(text);
  throw new ServiceError('InvalidToken', `Invalid Token: 'Invalid token'`);
}
