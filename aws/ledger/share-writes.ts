import type { RequestRecord, ShareRecord, WriteIntent } from '../../core/ledger/request-record.ts';
import { keyOf, setting, UNDER_WAY, whyNot } from './requests.ts';
import { IS_REPEATABLE, updateItem, writeItem } from './table.ts';

/**
 * Records what is about to be written, if nothing has changed about this write since it was read.
 * @throws LeaseLost if the request was stopped: either its decider sees the intent, or the intent is refused
 * @throws LedgerUnavailable if another attempt recorded its intent meanwhile; the machine then tries again
 */
export async function recordIntent(
  requestKey: string,
  intent: WriteIntent,
  before: WriteIntent | undefined,
): Promise<void> {
  const { update, names, values } = setting({ phase: 'WRITING', intent });
  const condition = before
    ? 'intent.startedAt = :startedAt AND intent.answer = :answer'
    : 'attribute_not_exists(intent)';
  const written = await writeItem(keyOf(requestKey), {
    update,
    names,
    condition: `${UNDER_WAY} AND ${condition}`,
    values: { ...values, ...(before && { ':startedAt': before.startedAt, ':answer': before.answer }) },
    isOurs: ({ intent: standing, stoppedAt }) =>
      stoppedAt === undefined && isSame(standing as WriteIntent, intent),
  });
  if (written.isDone) return;
  throw whyNot(requestKey, written.standing, 'another attempt at the same write came between');
}

function isSame(one: WriteIntent | undefined, other: WriteIntent): boolean {
  return one?.number === other.number && one.startedAt === other.startedAt && one.answer === other.answer;
}

/**
 * Records that the write was not done. Changes nothing if a later attempt, or an answer, is recorded already.
 * @param isBusy refused because somebody else's share action runs: what was known of this share may have changed
 */
export async function recordRefusal(requestKey: string, intent: WriteIntent, isBusy = false): Promise<void> {
  await updateItem(keyOf(requestKey), {
    update: `SET intent.answer = :refused${isBusy ? ', intent.isBusy = :true, metOthers = :true' : ''}`,
    condition: 'intent.startedAt = :startedAt AND intent.answer = :unanswered',
    values: {
      ':refused': 'REFUSED',
      ':startedAt': intent.startedAt,
      ':unanswered': 'UNANSWERED',
      ...(isBusy && { ':true': true }),
    },
    isOurs: IS_REPEATABLE,
  });
}

/**
 * Records that Service Catalog took the write, even after the request was stopped: the draining of the lease depends
 * on it. An answer that arrives late changes nothing once one is recorded of this attempt or a later one: the share may
 * have ended since.
 */
export async function recordAnswer(
  requestKey: string,
  intent: WriteIntent,
  share: ShareRecord,
): Promise<void> {
  const { update, names, values } = setting({ intent: { ...intent, answer: 'ANSWERED' }, share });
  await updateItem(keyOf(requestKey), {
    update,
    names: { ...names, '#number': 'number' },
    condition:
      'attribute_not_exists(intent) OR intent.#number < :number OR (intent.#number = :number AND (intent.answer <> :answered OR intent.startedAt < :startedAt))',
    values: {
      ...values,
      ':number': intent.number,
      ':answered': 'ANSWERED',
      ':startedAt': intent.startedAt,
    },
    isOurs: IS_REPEATABLE,
  });
}

/**
 * Records what a poll of the share saw. A poll that hung never overwrites what a later one saw: neither an end, nor
 * another write's share. A status that we do not know is no end (core/share/share-status.ts).
 */
export async function recordPoll(
  requestKey: string,
  share: ShareRecord,
  further: Pick<Partial<RequestRecord>, 'remakes' | 'metOthers' | 'metFailures'> = {},
): Promise<void> {
  const { update, names, values } = setting({ share, ...further });
  await updateItem(keyOf(requestKey), {
    update,
    names: { ...names, '#share': 'share', '#status': 'status' },
    condition:
      '#share.portfolioShareToken = :token AND ((NOT #share.#status IN (:completed, :partial, :error)) OR #share.#status = :seen)',
    values: {
      ...values,
      ':token': share.portfolioShareToken,
      ':completed': 'COMPLETED',
      ':partial': 'COMPLETED_WITH_ERRORS',
      ':error': 'ERROR',
      ':seen': share.status,
    },
    isOurs: IS_REPEATABLE,
  });
}
