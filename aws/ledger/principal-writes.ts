import type { PrincipalsRecord } from '../../core/ledger/request-record.ts';
import { keyOf, UNDER_WAY, whyNot } from './requests.ts';
import { IS_REPEATABLE, updateItem, writeItem } from './table.ts';

/** What an attempt knows of the principals that it writes. */
export type PrincipalsAttempt = PrincipalsRecord & Required<Pick<PrincipalsRecord, 'startedAt'>>;

/**
 * Records the intent before the next principal is written, as for a share: from now on everybody sees that a call may
 * be under way.
 * @throws LeaseLost if the request was stopped: either its decider sees the intent, or the intent is refused
 * @throws LedgerUnavailable if a later attempt writes principals already
 */
export async function recordPrincipalsIntent(
  requestKey: string,
  principals: PrincipalsAttempt,
): Promise<void> {
  const written = await writeItem(keyOf(requestKey), {
    update: 'SET principals = :principals',
    condition: `${UNDER_WAY} AND (attribute_not_exists(principals.startedAt) OR principals.startedAt <= :at)`,
    values: { ':principals': principals, ':at': principals.startedAt },
    isOurs: IS_REPEATABLE,
  });
  if (!written.isDone) throw whyNot(requestKey, written.standing, 'a later attempt writes its principals');
}

/** Records how an attempt ended, even after the request was stopped: the draining of the lease depends on it. */
export async function recordPrincipalsAnswer(
  requestKey: string,
  principals: PrincipalsAttempt,
): Promise<void> {
  await updateItem(keyOf(requestKey), {
    update: 'SET principals = :principals',
    condition: 'principals.startedAt = :at',
    values: { ':principals': principals, ':at': principals.startedAt },
    isOurs: IS_REPEATABLE,
  });
}
