import type { Planted } from '../functions/lease/memory-lease-store.ts';

/**
 * Every part of the conditions of the ledger's writes, by the function that writes, stands in one of these lists or is
 * a play of stale-writes/: a test compares them with the code.
 */

/** Parts that a storm of three requests finds to be gone, with the seed of one that did. */
export const FOUND_BY_STORM: Readonly<Record<string, number>> = {
  'expireUnwanted: (attribute_not_exists(leftBehind) OR size(leftBehind) = :none)': 15,
  'recordAnswer: attribute_not_exists(intent) OR intent.#number < :number OR (intent.#number = :number AND (intent.answer <> :answered OR intent.startedAt < :startedAt))': 16,
  'putNewItem: attribute_not_exists(pk) OR expiresAt <= :now': 1,
  'recordWish: attribute_not_exists(newestWish) OR newestWish.#sequence <= :sequence': 1,
  'recordOutcome: attribute_not_exists(outcome)': 6,
  'keepTree: attribute_not_exists(readAt) OR readAt < :at': 15,
};

/**
 * Parts that test/functions/lease takes away, in thousands of interleavings in the time of one storm: there each is
 * found, or is a second lock.
 */
export const IN_INTERLEAVINGS: Readonly<Record<string, Planted>> = {
  'grant: attribute_not_exists(holder)': 'grant: nobody holds',
  'grant: attribute_not_exists(draining)': 'grant: nothing drains',
  'grant: attribute_not_exists(pausedAt)': 'grant: not paused',
  'grant: fence = :before': 'grant: fence',
  'giveBack: holder.requestKey = :entry': 'give back: request',
  'giveBack: holder.fence = :fence': 'give back: fence',
  'giveBack: attribute_not_exists(holder.confirmedAt)': 'give back: not confirmed',
  'confirmHolder: holder.requestKey = :entry': 'confirm: request',
  'confirmHolder: holder.fence = :fence': 'confirm: fence',
  'release: holder.requestKey = :entry': 'release: request',
  'release: holder.fence = :fence': 'release: fence',
  'endDraining: draining.requestKey = :entry': 'end draining: request',
  'endDraining: draining.fence = :fence': 'end draining: fence',
  'beginTurn: attribute_not_exists(pk) OR closedAt < :acceptedAt OR (turn < :turn AND attribute_not_exists(closedAt))':
    'begin turn: newer',
  'renewToken: turn = :turn': 'renew token: turn',
  'renewToken: #state <> :ended': 'renew token: not ended',
  'renewToken: attribute_not_exists(closedAt)': 'renew token: not closed',
  'renewToken: (tokenAt < :at OR taskToken = :token)': 'renew token: newer',
  'takeGrant: turn = :turn': 'take grant: turn',
  'takeGrant: attribute_not_exists(closedAt)': 'take grant: not closed',
  'takeGrant: (#state = :waiting OR (#state = :granted AND fence = :fence))': 'take grant: state',
  'putPlace: attribute_not_exists(pk)': 'put place: absent',
};

const FOR_REQUESTS_UNDER_WAY = [
  'recordProgress',
  'recordSeen',
  'recordNumber',
  'recordApproval',
  'renewApprovalToken',
  'recordDecision',
  'recordPrincipalsIntent',
  'recordIntent',
];
const ONLY_AN_ANSWER = 'It only decides what the command answers: done twice, it leaves the same.';

/** Parts that nothing needs: what else keeps the same harm away, each in one sentence. */
export const SECOND_LOCKS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    FOR_REQUESTS_UNDER_WAY.flatMap((writer) => [
      [
        `${writer}: attribute_exists(pk)`,
        'Whoever writes has claimed the request, or read it; it expires only long after its outcome.',
      ],
      [
        `${writer}: attribute_not_exists(outcome)`,
        'An outcome is decided of a stopped request only, and that it is not stopped is asked too.',
      ],
    ]),
  ),
  'recordConfirmed: attribute_exists(pk)':
    'Whoever confirms has read the first reading of this run; it expires only a week later.',
  'recordDecision: approval.approvalId = :id':
    'Another round has another digest, which is asked for too: other facts begin a round, and nothing else does.',
  'recordDecision: approval.#digest = :digest':
    'The digest of a round never changes, and its id is asked for.',
  'renewApprovalToken: approval.approvalId = :id': 'The token of an earlier round is an older one.',
  'stopRequest: attribute_exists(pk)': 'Whoever decides has the key of a request that was claimed.',
  'recordOutcome: attribute_exists(pk)':
    'Whoever decides has stopped the request before, which needs its item.',
  'askToCancel: attribute_exists(pk)': 'The command has read the request that it names.',
  'askToTakeLease: attribute_exists(pk)': 'The command has read the request that holds the lease.',
  'recordLook: attribute_exists(workAt)':
    'The index lists an item by its attribute work too, which an emitted request has lost.',
  'letSleep: attribute_exists(workAt)': 'What has no workAt has not the one that was seen.',
  'recordPut: attribute_exists(pending)':
    'DynamoDB refuses to remove a member of a map that is not there; nothing else is written.',

  'deleteItem: attribute_exists(pk)':
    'A place that two withdraw would be counted off twice: the length is a hint, and is counted again.',
  'recount: waiting = :before':
    'Who joins while it is counted is missed by one: the length is a hint, and is counted again.',
  'recount: attribute_not_exists(waiting) OR waiting = :before':
    'Who joins while it is counted is missed by one: the length is a hint, and is counted again.',

  'unlistFlight: attribute_exists(pk)':
    'The item was made when the request took its number; one without attributes would say nothing.',
  'expireUnwanted: attribute_exists(pk)':
    'The item was made when the request took its number; one without attributes would say nothing.',
  'recordLeftBehind: attribute_exists(pk)': 'The item was made when the request took its number.',
  'landFlight: attribute_exists(pk)': 'An item that has just expired counts as gone.',
  'expireAcknowledgement: attribute_exists(pk)': 'Without an id it acknowledges nothing.',

  'claimLook: attribute_not_exists(lookAt) OR lookAt <= :now OR claimedBy = :by':
    'It saves looks: each compares everything anew, so more of them only cost more.',
  'beginReading: attribute_not_exists(begunAt) OR begunAt < :since':
    'It saves readings: of two at once the later one is kept.',
  'beginSweep: attribute_not_exists(sweepId) OR heldUntil <= :now OR sweepId = :id':
    'Every write of a sweep has a condition of its own, so two sweeps at once only cost twice as much.',
  'endSweep: sweepId = :id':
    'It only lets another sweep begin at once, and two sweeps only cost twice as much.',
  'pause: attribute_not_exists(pausedAt)': ONLY_AN_ANSWER,
  'resume: attribute_exists(pausedAt)': ONLY_AN_ANSWER,
  'keepPaused: attribute_not_exists(pausedAt)': ONLY_AN_ANSWER,
  'keepPaused: attribute_exists(pausedAt)': ONLY_AN_ANSWER,
};
