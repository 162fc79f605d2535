import type { PrincipalsRecord } from '../../core/ledger/request-record.ts';
import { keyOf, UNDER_WAY, whyNot } from './requests.ts';
import { IS_REPEATABLE, updateItem, writeItem } from './table.ts';

/** What an attempt knows of the principals that it writes. */
export type PrincipalsAttempt = PrincipalsRecord & Required<Pick<PrincipalsRecord, 'startedAt'>>;

/**
 * Records what is known before the next principal is written, as for a share: from now on a stopped request is
 * known to have a call in flight.
 * @throws LeaseLost once the request is stopped: an intent is either seen by who decides, or refused
 * @throws LedgerUnavailable where a later attempt writes principals already
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

/** How an attempt ended: recorded even after the request was stopped, since the lease drains by it. */
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
