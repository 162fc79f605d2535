const FREE =
  'attribute_not_exists(holder) AND attribute_not_exists(draining) AND attribute_not_exists(pausedAt) AND fence = :before';
const UNDER_WAY =
  'attribute_exists(pk) AND attribute_not_exists(stoppedAt) AND attribute_not_exists(outcome)';

/**
 * Conditions of lease, tickets and queue. The interleavings of test/functions/lease take their parts away, thousands
 * in the time of one storm, and list those that are second locks.
 */
export const IN_INTERLEAVINGS: readonly string[] = [
  FREE,
  `${FREE} AND (attribute_not_exists(#queue) OR size(#queue) = :zero)`,
  'holder.requestKey = :entry',
  'holder.requestKey = :entry AND holder.fence = :fence',
  'holder.requestKey = :entry AND holder.fence = :fence AND attribute_not_exists(holder.confirmedAt)',
  'draining.requestKey = :entry AND draining.fence = :fence',
  'attribute_not_exists(pk) OR (turn < :turn AND attribute_not_exists(closedAt))',
  'turn = :turn AND #state <> :ended AND attribute_not_exists(closedAt) AND (tokenAt < :at OR taskToken = :token)',
  'turn = :turn AND attribute_not_exists(closedAt) AND (#state = :waiting OR (#state = :granted AND fence = :fence))',
  'attribute_not_exists(pk)',
];

/** Conditions that a storm finds to be gone, with the seed of one that does. */
export const FOUND: Readonly<Record<string, number>> = {
  'attribute_not_exists(#own)': 15,
  'attribute_not_exists(#end) OR #end.grantedAt <= :grantedAt': 15,
  '(attribute_not_exists(leftBehind) OR size(leftBehind) = :none) OF attribute_exists(pk) AND attribute_not_exists(wanted) AND (attribute_not_exists(leftBehind) OR size(leftBehind) = :none)': 15,
  'attribute_not_exists(intent) OR intent.#number < :number OR (intent.#number = :number AND (intent.answer <> :answered OR intent.startedAt < :startedAt))': 16,
  'attribute_not_exists(pk) OR expiresAt <= :now': 1,
  'attribute_not_exists(newestWish) OR newestWish.#sequence <= :sequence': 1,
  'attribute_not_exists(outcome) OF attribute_exists(pk) AND attribute_not_exists(outcome)': 6,
  'attribute_not_exists(readAt) OR readAt < :at': 15,
  'attribute_not_exists(pk) OR #number < :number': 31,
};

/** Conditions that no storm finds to be gone: what else keeps the same harm away, each in one sentence. */
export const SECOND_LOCKS: Readonly<Record<string, string>> = {
  'attribute_exists(pk)':
    'Whoever writes has read the item; if it were gone, one without a meaning would be made, which nobody reads.',
  'attribute_exists(pk) OF attribute_exists(pk) AND attribute_not_exists(outcome)':
    'Whoever decides has stopped the request before, which needs its item.',
  [`attribute_exists(pk) OF ${UNDER_WAY}`]: 'Whoever writes has read the request, or claimed it.',
  [`attribute_not_exists(outcome) OF ${UNDER_WAY}`]: 'An outcome is decided of a stopped request only.',
  'attribute_exists(workAt)':
    'The index lists an item by its attribute work too, which an emitted request has lost.',
  'attribute_exists(workAt) OF attribute_exists(workAt) AND workAt = :seen':
    'What has no workAt has not the one that was seen.',
  'workAt = :seen OF attribute_exists(workAt) AND workAt = :seen':
    'Whoever makes a request due tells its execution by itself; the sweep is for the case that he dies.',
  'attribute_not_exists(emittedAt)':
    'The first emission is marked for good, so another one says that it is a repeat.',
  'attribute_not_exists(sweepId) OR heldUntil <= :now OR sweepId = :id':
    'Every write of a sweep has a condition of its own, so two sweeps at once only cost twice as much.',
  'sweepId = :id': 'As above: it only lets another sweep begin at once.',
  'attribute_exists(pk) OF attribute_exists(pk) AND attribute_not_exists(wanted) AND (attribute_not_exists(leftBehind) OR size(leftBehind) = :none)':
    'The item was made when the request took its number.',
};
