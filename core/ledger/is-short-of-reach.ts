import { creationOf } from './creation-of.ts';
import type { RequestRecord } from './request-record.ts';

/**
 * Whether the end of a creation names fewer accounts than it was predicted to reach. The share may have been there and
 * not been listed yet: then the token is that of its last action, such as an update, which names only who has it.
 * Whether AWS reaches suspended accounts is not known: where it does not, a look at the accounts is made in vain.
 */
export function isShortOfReach(
  record: Pick<RequestRecord, 'before' | 'share' | 'created' | 'tried' | 'reach'>,
): boolean {
  const creation = creationOf(record);
  const { reach } = record;
  if (!creation || !reach) return false;
  const { accounts, isOwnerNamed = false } = creation;
  const named = accounts ? accounts.succeeded + accounts.failed + accounts.alreadyReached : 0;
  // The owner is never predicted to be reached.
  return named - Number(isOwnerNamed) < reach.gaining.count + reach.keeping.count;
}
