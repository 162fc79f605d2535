import { areEqual } from '../share/share-plan.ts';
import type { RequestRecord } from './request-record.ts';

/**
 * Whether the last write was an update to the flags that the share had already. It was to bring access to somebody, or
 * to tell whether something runs on the share. However it ends, nobody has other flags than asked for by it.
 */
export function isSameUpdate({
  share,
  before,
  request,
  endBefore,
  metOthers,
  metFailures,
}: Pick<RequestRecord, 'share' | 'before' | 'request' | 'endBefore' | 'metOthers' | 'metFailures'>): boolean {
  if (share?.write !== 'UPDATE' || share.isOtherwise || before === undefined) return false;
  // What others changed of ours meanwhile may have failed for some. One that we never wrote to is as it was created.
  if (metFailures || (metOthers && (endBefore || before === 'ABSENT'))) return false;
  if (before === 'ABSENT') return true;
  return areEqual(before, request) && (endBefore === undefined || endBefore.flags === 'ALL');
}
