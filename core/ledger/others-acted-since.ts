import type { ShareEnd } from '../share/share-end.ts';
import type { RequestRecord } from './request-record.ts';

/** CloudTrail writes no milliseconds. */
const WITHIN_MS = 1000;

/**
 * Whether others have acted on the share since, as far as we were told.
 * @param at ISO 8601
 */
export function haveOthersActedSince(
  end: Pick<ShareEnd, 'othersActedAt'> | undefined,
  at: string | undefined,
): boolean {
  if (end?.othersActedAt === undefined) return false;
  return at === undefined || Date.parse(end.othersActedAt) + WITHIN_MS > Date.parse(at);
}

/** From when on the end of a request's own writes tells who has the share. */
export function shownAt({
  intent,
  grantedAt,
}: Pick<RequestRecord, 'intent' | 'grantedAt'>): string | undefined {
  return intent?.write === 'CREATE' ? intent.startedAt : grantedAt;
}
