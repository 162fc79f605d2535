import type { RequestRecord } from './request-record.ts';

/** Whole seconds that a request has waited for its turn; the time that approvers took does not count. */
export function secondsWaited(
  { acceptedAt, approval }: Pick<RequestRecord, 'acceptedAt' | 'approval'>,
  at: string,
): number {
  const since = approval?.decision?.decidedAt ?? acceptedAt;
  return Math.round((Date.parse(at) - Date.parse(since)) / 1000);
}
