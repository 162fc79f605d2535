import { keepTree } from '../../../aws/ledger/kept-tree.ts';
import { leaseTable } from '../../../aws/ledger/lease-table.ts';
import {
  claimPart,
  endDrift,
  readPortfolioRecord,
  recordAcknowledgement,
  recordAsked,
  recordDrift,
  recordTold,
} from '../../../aws/ledger/reconciliation.ts';
import { putItem } from '../../../aws/ledger/table.ts';
import { recordTakenOff, stillThere } from '../../../aws/ledger/taken-off.ts';
import { EARLY, LAST, LATER, type Play, part } from './play.ts';

/** A scope in which requests wait as under version 0.1.0. */
async function openWith(scope: string, queue: readonly string[], more: object = {}): Promise<void> {
  await putItem({ pk: `LEASE#${scope}`, sk: 'LEASE', fence: 0, queue, ...more });
}

const holder = (requestKey: string, fence = 1, place = '1#000000000001#a') =>
  part({ requestKey, fence, place, grantedAt: EARLY });
const ofOldList = (requestKey: string, fence = 1) => part({ requestKey, fence, grantedAt: EARLY });
const FAR_OFF = 4_000_000_000;
const drift = (portfolioId: string, episode: number, more: object = {}) =>
  part({
    difference: { portfolioId },
    driftKey: 'key',
    lastDetectedAt: EARLY,
    driftId: `drift-${episode}`,
    episode,
    ...more,
  });

export const OF_THE_REST: Readonly<Record<string, Play>> = {
  async 'grant: (attribute_not_exists(#queue) OR size(#queue) = :zero)'(scope) {
    await openWith(scope, ['req-old']);
    await leaseTable.grant(scope, holder('req-new'));
  },
  async 'grantListed: #queue[0] = :entry'(scope) {
    await openWith(scope, ['req-first', 'req-second']);
    await leaseTable.grantListed(scope, ofOldList('req-second'));
  },
  async 'grantListed: attribute_not_exists(pausedAt)'(scope) {
    await openWith(scope, ['req-first'], { pausedAt: EARLY });
    await leaseTable.grantListed(scope, ofOldList('req-first'));
  },
  async 'grantListed: attribute_not_exists(draining)'(scope) {
    await openWith(scope, ['req-first'], { draining: { requestKey: 'req-before', fence: 0 } });
    await leaseTable.grantListed(scope, ofOldList('req-first'));
  },
  async 'grantListed: attribute_not_exists(holder)'(scope) {
    await openWith(scope, ['req-first'], { fence: 1, holder: holder('req-before') });
    await leaseTable.grantListed(scope, ofOldList('req-first', 2));
  },
  async 'grantListed: fence = :before'(scope) {
    await openWith(scope, ['req-first'], { fence: 3 });
    await leaseTable.grantListed(scope, ofOldList('req-first', 1));
  },
  async 'remove: #queue[0] = :entry'(scope) {
    const leaving = ['req-1', 'req-2', 'req-3', 'req-4'];
    await openWith(scope, [...leaving, 'req-last']);
    await Promise.all(leaving.map((requestKey) => leaseTable.removeListed(scope, requestKey)));
    const { queue = [] } = await leaseTable.read(scope);
    return queue.join() === 'req-last' ? undefined : 'the wrong ones were taken off the list';
  },
  async 'keepTree: attribute_not_exists(readAt) OR readAt < :at'() {
    await keepTree({ readAt: LAST, accounts: [] });
    await keepTree({ readAt: LATER, accounts: [] });
  },
  async 'recordTakenOff: attribute_not_exists(takenOffAt) OR takenOffAt < :now'(portfolioId) {
    const principal = { principalArn: 'arn:aws:iam:::role/Deploy', principalType: 'IAM_PATTERN' } as const;
    const taker = part({ requestKey: 'req-1', request: { portfolioId, principals: [principal] } });
    await recordTakenOff(taker, LAST, FAR_OFF);
    await recordTakenOff(taker, EARLY, FAR_OFF);
    const still = await stillThere(portfolioId, [principal], Date.parse(LAST) + 240_000);
    return still.length === 0 ? undefined : 'what was taken off a moment ago counts as there';
  },

  async 'recordDrift: attribute_not_exists(lastDetectedAt) OR lastDetectedAt < :at OR (lastDetectedAt = :at AND attribute_not_exists(endedAt))'(
    portfolioId,
  ) {
    const found = drift(portfolioId, 1);
    await recordDrift(found, FAR_OFF);
    await endDrift(found, LATER);
    await recordDrift(found, FAR_OFF);
  },
  async 'claimPart: attribute_not_exists(claimedBy) OR claimedBy = :by OR claimedAt < :hourAgo'(runId) {
    await claimPart(`${runId}-2`, 'first', EARLY);
    const isSecond = await claimPart(`${runId}-2`, 'second', LATER);
    return isSecond ? 'a part of a run is made twice' : undefined;
  },
  async 'recordAsked: driftId = :id'(portfolioId) {
    await recordDrift(drift(portfolioId, 2), FAR_OFF);
    await recordAsked(drift(portfolioId, 1), 'of the first');
    const [standing] = (await readPortfolioRecord(portfolioId)).drifts;
    return standing?.askedWith && 'a repair counts as asked for that nobody asked for';
  },
  async 'endDrift: driftId = :id'(portfolioId) {
    await recordDrift(drift(portfolioId, 2), FAR_OFF);
    await endDrift(drift(portfolioId, 1), EARLY);
    const [standing] = (await readPortfolioRecord(portfolioId)).drifts;
    return standing?.endedAt && 'a drift that stands counts as gone';
  },
  async 'endDrift: attribute_not_exists(endedAt)'(portfolioId) {
    await recordDrift(drift(portfolioId, 1), FAR_OFF);
    await endDrift(drift(portfolioId, 1), EARLY);
    await endDrift(drift(portfolioId, 1), LATER);
  },
  async 'recordTold: driftId = :id'(portfolioId) {
    await recordDrift(drift(portfolioId, 2), FAR_OFF);
    await recordTold(drift(portfolioId, 1), EARLY);
    const [standing] = (await readPortfolioRecord(portfolioId)).drifts;
    return standing?.toldAt && 'a drift counts as told that nobody was told of';
  },
  async 'recordAcknowledgement: attribute_not_exists(#at) OR #at <= :at'(portfolioId) {
    const driftId = `drift-${portfolioId}-${'0'.repeat(20)}-g1`;
    await recordAcknowledgement({ driftId, by: 'ana', at: LATER }, FAR_OFF);
    await recordAcknowledgement({ driftId, by: 'ben', at: EARLY }, FAR_OFF);
  },
};
