import { recordApproval, recordDecision, renewApprovalToken } from '../../../aws/ledger/approvals.ts';
import { askToCancel, askToResend } from '../../../aws/ledger/operator-marks.ts';
import { recordPrincipalsAnswer, recordPrincipalsIntent } from '../../../aws/ledger/principal-writes.ts';
import {
  beginEmission,
  claimRequest,
  letSleep,
  readRequest,
  recordEmission,
  recordNumber,
  recordOutcome,
  recordProgress,
  recordSeen,
  stopRequest,
  withdrawEmission,
} from '../../../aws/ledger/requests.ts';
import { recordAnswer, recordIntent, recordPoll, recordRefusal } from '../../../aws/ledger/share-writes.ts';
import { EARLY, LAST, LATER, late, type Play, part } from './play.ts';

const claim = (requestKey: string, executionArn = 'first') =>
  claimRequest(part({ requestKey, executionArn, acceptedAt: EARLY, phase: 'ACCEPTED' }));
const intent = (startedAt: string, more: object = {}) =>
  part({ write: 'CREATE', number: 1, startedAt, answer: 'UNANSWERED', ...more });
const share = (status: string, portfolioShareToken = 'share-1') =>
  part({ write: 'CREATE', status, portfolioShareToken });
const principals = (startedAt: string) => part({ startedAt, associated: 0, alreadyAssociated: 0 });
const approval = (round: number, tokenAt: string = EARLY, taskToken = `token of ${tokenAt}`) =>
  part({ approvalId: `apr-${round}`, round, digest: 'facts', taskToken, tokenAt });
const decision = (eventId: string) => part({ decision: 'APPROVED', eventId });
const outcome = (detailType: string) => part({ detailType, detail: {} });

/** What goes on for a request after its outcome began to be decided. */
const afterStop =
  (before: (key: string) => Promise<unknown>, write: (key: string) => Promise<unknown>): Play =>
  async (key) => {
    await claim(key);
    await before(key);
    await stopRequest(key, LATER);
    await late(write(key));
  };
const nothing = async () => {};

export const OF_REQUESTS: Readonly<Record<string, Play>> = {
  async 'putNewItem: attribute_not_exists(pk) OR expiresAt <= :now'(key) {
    await claim(key);
    await claim(key, 'second');
  },
  'recordProgress: attribute_not_exists(stoppedAt)': afterStop(nothing, (key) =>
    recordProgress(key, { phase: 'PLANNED' }),
  ),
  async 'recordSeen: attribute_not_exists(stoppedAt)'(key) {
    await claim(key);
    await stopRequest(key, LATER);
    await late(recordSeen(key, part({ access: { lookedAt: LAST } }), LAST));
    const { access } = await readRequest(key);
    return access === undefined ? undefined : 'a look is recorded while the outcome is decided';
  },
  async 'recordSeen: (attribute_not_exists(#look.lookedAt) OR #look.lookedAt <= :at)'(key) {
    await claim(key);
    await recordSeen(key, part({ access: { lookedAt: LATER } }), LATER);
    await late(recordSeen(key, part({ access: { lookedAt: EARLY } }), EARLY));
    const { access } = await readRequest(key);
    return access?.lookedAt === LATER ? undefined : 'an older look is in the place of a later one';
  },
  'recordNumber: attribute_not_exists(stoppedAt)': afterStop(nothing, (key) =>
    recordNumber(key, 'sequence', 1),
  ),
  'recordApproval: attribute_not_exists(stoppedAt)': afterStop(nothing, (key) =>
    recordApproval(key, approval(1)),
  ),
  'renewApprovalToken: attribute_not_exists(stoppedAt)': afterStop(
    (key) => recordApproval(key, approval(1)),
    (key) => renewApprovalToken(key, approval(1, LATER)),
  ),
  'recordDecision: attribute_not_exists(stoppedAt)': afterStop(
    (key) => recordApproval(key, approval(1)),
    (key) => recordDecision(key, approval(1), decision('late')),
  ),
  'recordPrincipalsIntent: attribute_not_exists(stoppedAt)': afterStop(nothing, (key) =>
    recordPrincipalsIntent(key, principals(LAST)),
  ),
  'recordIntent: attribute_not_exists(stoppedAt)': afterStop(nothing, (key) =>
    recordIntent(key, intent(LAST), undefined),
  ),
  async 'recordOutcome: attribute_not_exists(outcome)'(key) {
    await claim(key);
    await stopRequest(key, LATER);
    await recordOutcome(key, outcome('PortfolioShareCompleted'));
    await recordOutcome(key, outcome('PortfolioShareFailed'));
  },
  async 'letSleep: workAt = :seen'(key) {
    await claim(key);
    const seen = await readRequest(key);
    await askToCancel(key, 'ana');
    await letSleep(seen, LAST);
    const { workAt } = await readRequest(key);
    return workAt === '0' ? undefined : 'a request that was made due sleeps';
  },
  async 'withdrawEmission: emittingBy = :by'(key) {
    await claim(key);
    await beginEmission(key, { attempt: 'first', now: EARLY }, 'MACHINE');
    await withdrawEmission(key, 'first');
    await beginEmission(key, { attempt: 'second', now: LATER }, 'MACHINE');
    await withdrawEmission(key, 'first'); // as the client tries again by itself
    const { firstEmission, emittingAt } = await readRequest(key);
    if (emittingAt !== LATER) return 'a third attempt may begin while the second is under way';
    return firstEmission === 'second' ? undefined : 'a third attempt will say that it is the first';
  },

  async 'recordApproval: (attribute_not_exists(approval) OR approval.#round < :round)'(key) {
    await claim(key);
    await recordApproval(key, approval(1));
    await recordApproval(key, approval(2));
    await recordApproval(key, approval(1, LATER));
  },
  async 'renewApprovalToken: approval.tokenAt <= :at'(key) {
    await claim(key);
    await recordApproval(key, approval(1));
    await renewApprovalToken(key, approval(1, LAST));
    await renewApprovalToken(key, approval(1, LATER));
  },
  async 'recordDecision: attribute_not_exists(approval.#decision)'(key) {
    await claim(key);
    await recordApproval(key, approval(1));
    await recordDecision(key, approval(1), decision('one'));
    await recordDecision(key, approval(1), decision('other'));
  },

  async 'recordPrincipalsIntent: (attribute_not_exists(principals.startedAt) OR principals.startedAt <= :at)'(
    key,
  ) {
    await claim(key);
    await recordPrincipalsIntent(key, principals(LATER));
    await late(recordPrincipalsIntent(key, principals(EARLY)));
  },
  async 'recordPrincipalsAnswer: principals.startedAt = :at'(key) {
    await claim(key);
    await recordPrincipalsIntent(key, principals(EARLY));
    await recordPrincipalsIntent(key, principals(LATER));
    await recordPrincipalsAnswer(key, principals(EARLY));
  },

  async 'recordIntent: attribute_not_exists(intent)'(key) {
    await claim(key);
    await recordIntent(key, intent(EARLY), undefined);
    await recordAnswer(key, intent(EARLY), share('IN_PROGRESS'));
    await late(recordIntent(key, intent(LATER), undefined));
  },
  async 'recordIntent: intent.startedAt = :startedAt'(key) {
    await claim(key);
    await recordIntent(key, intent(EARLY), undefined);
    await recordIntent(key, intent(LAST, { isDoubted: true }), intent(EARLY));
    await late(recordIntent(key, intent(LATER, { isDoubted: true }), intent(EARLY)));
  },
  async 'recordIntent: intent.answer = :answer'(key) {
    await claim(key);
    await recordIntent(key, intent(EARLY), undefined);
    await recordAnswer(key, intent(EARLY), share('IN_PROGRESS'));
    await late(recordIntent(key, intent(LATER, { isDoubted: true }), intent(EARLY)));
  },
  async 'recordRefusal: intent.startedAt = :startedAt'(key) {
    await claim(key);
    await recordIntent(key, intent(EARLY), undefined);
    await recordIntent(key, intent(LATER, { isDoubted: true }), intent(EARLY));
    await recordRefusal(key, intent(EARLY));
  },
  async 'recordRefusal: intent.answer = :unanswered'(key) {
    await claim(key);
    await recordIntent(key, intent(EARLY), undefined);
    await recordAnswer(key, intent(EARLY), share('IN_PROGRESS'));
    await recordRefusal(key, intent(EARLY));
  },
  async 'recordAnswer: attribute_not_exists(intent) OR intent.#number < :number OR (intent.#number = :number AND (intent.answer <> :answered OR intent.startedAt < :startedAt))'(
    key,
  ) {
    await claim(key);
    await recordIntent(key, intent(EARLY), undefined);
    await recordAnswer(key, intent(EARLY), share('IN_PROGRESS'));
    await recordPoll(key, share('COMPLETED'));
    await recordAnswer(key, intent(EARLY), share('IN_PROGRESS'));
  },
  async 'recordPoll: #share.portfolioShareToken = :token'(key) {
    await claim(key);
    await recordIntent(key, intent(EARLY), undefined);
    await recordAnswer(key, intent(EARLY), share('IN_PROGRESS', 'share-1'));
    const second = intent(LATER, { number: 2 });
    await recordIntent(key, second, intent(EARLY, { answer: 'ANSWERED' }));
    await recordAnswer(key, second, share('IN_PROGRESS', 'share-2'));
    await recordPoll(key, share('COMPLETED', 'share-1'));
  },
  async 'recordPoll: ((NOT #share.#status IN (:completed, :partial, :error)) OR #share.#status = :seen)'(
    key,
  ) {
    await claim(key);
    await recordIntent(key, intent(EARLY), undefined);
    await recordAnswer(key, intent(EARLY), share('IN_PROGRESS'));
    await recordPoll(key, share('COMPLETED'));
    await recordPoll(key, share('IN_PROGRESS'));
  },

  async 'askToCancel: attribute_not_exists(outcome)'(key) {
    await claim(key);
    await stopRequest(key, EARLY);
    await recordOutcome(key, outcome('PortfolioShareCompleted'));
    await askToCancel(key, 'ana');
  },
  async 'askToResend: attribute_exists(emittedAt)'(key) {
    await claim(key);
    await stopRequest(key, EARLY);
    await recordOutcome(key, outcome('PortfolioShareCompleted'));
    await askToResend(key, 'ana');
  },
  'beginEmission: attribute_not_exists(emittedAt)': (key) => emitAgain(key, 'MACHINE'),
  'beginEmission: (attribute_not_exists(emittedAt) OR attribute_exists(resendAskedBy))': (key) =>
    emitAgain(key, 'RECOVERY'),
  async 'beginEmission: (attribute_not_exists(emittingAt) OR emittingAt < :before)'(key) {
    await claim(key);
    await beginEmission(key, { attempt: 'one', now: EARLY }, 'MACHINE');
    const begun = await beginEmission(key, { attempt: 'other', now: SOON_AFTER_EARLY }, 'RECOVERY');
    return begun && 'two emit at once';
  },
};

const SOON_AFTER_EARLY = '2026-11-27T00:00:10.000Z';

async function emitAgain(key: string, by: 'MACHINE' | 'RECOVERY'): Promise<string | undefined> {
  await claim(key);
  await stopRequest(key, EARLY);
  await recordOutcome(key, outcome('PortfolioShareCompleted'));
  await beginEmission(key, { attempt: 'one', now: EARLY }, 'MACHINE');
  await recordEmission(key, EARLY, 0);
  const begun = await beginEmission(key, { attempt: 'other', now: LATER }, by);
  return begun && 'what was emitted is emitted again';
}
