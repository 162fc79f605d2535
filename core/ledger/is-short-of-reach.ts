import { creationOf } from './creation-of.ts';
import type { RequestRecord } from './request-record.ts';

/**
 * Whether the end of a creation names fewer accounts than it was predicted to reach. The share may have been there and
 * not been listed yet: then the token is that of its last action, such as an update, which names only who has it.
 */
export function isShortOfReach(
  record: Pick<RequestRecord, 'before' | 'share' | 'created' | 'tried' | 'reach'>,
): boolean {
  const { accounts } = creationOf(record) ?? {};
  const { reach } = record;
  if (!accounts || !reach) return false;
  const predicted = [reach.gaining, reach.keeping].reduce(
    (sum, { count, suspended = 0 }) => sum + count - suspended,
    0,
  );
  return accounts.succeeded + accounts.failed + accounts.alreadyReached < predicted;
}
