import {
  expireAcknowledgement,
  readReading,
  recordConfirmed,
  recordDrift,
} from '../../aws/ledger/reconciliation.ts';
import { recordSeenAccess } from '../../aws/ledger/share-ends.ts';
import { readingCalls } from '../../aws/service-catalog/count-calls.ts';
import { readReality } from '../../aws/service-catalog/read-reality.ts';
import type { ShareEntry } from '../../core/ledger/wanted-share.ts';
import { asKnown, knownOf } from '../../core/reconciliation/as-known.ts';
import type { Difference, DriftKind } from '../../core/reconciliation/drift.ts';
import { driftIdOf, driftKeyOf, driftMarkOf } from '../../core/reconciliation/drift-id.ts';
import {
  type Acknowledgement,
  acknowledgementOf,
  type DriftRecord,
  isSilenced,
  recordDifference,
} from '../../core/reconciliation/drift-record.ts';
import { findDifferences } from '../../core/reconciliation/find-differences.ts';
import { planRepairs } from '../../core/reconciliation/plan-repairs.ts';
import { isSameRecipient } from '../../core/share/recipient.ts';
import { keptUntil, reconciliationSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import { attemptOf } from './attempt-of.ts';
import { type LookInput, paceSeconds, riskPolicy } from './look-input.ts';
import { readLooks } from './read-looks.ts';
import { readWanted, type WantedPortfolio } from './read-wanted.ts';
import type { PortfolioResult } from './run.ts';

/** A portfolio may have thousands of account shares that somebody made by hand. */
const WRITES_AT_ONCE = 20;

type Input = LookInput & { readonly reading: PortfolioResult };

/**
 * The second reading: a difference counts if it is exactly the same both times, and the ledger did not change in
 * between. So neither a listing that lags behind nor a request that came and went counts as drift.
 */
export const handler = taskHandler(
  async (input: Input, { now, logger }): Promise<PortfolioResult> => {
    const { runId, portfolioId, reading } = input;
    const callsBefore = readingCalls();
    const first = await readReading(runId, portfolioId);
    const before = await readWanted(portfolioId);
    const listed = asKnown(await readReality(portfolioId, first.again, Date.parse(now)), knownOf(before));
    const reality = { ...listed, looks: await readLooks(before, listed, first.again.looks, { runId, now }) };
    const after = await readWanted(portfolioId);
    const risk = riskPolicy(input);
    const stood = new Set(findDifferences(after, reality, risk).map((one) => driftIdOf(one, 0)));
    const standing = new Map(before.drifts.map((drift) => [drift.driftKey, drift]));
    const seen = new Set(first.marks);
    const drifts = findDifferences(before, reality, risk)
      .filter((difference) => stood.has(driftIdOf(difference, 0)))
      .map((difference) =>
        recordDifference(difference, standing.get(driftKeyOf(difference)), runId, now, first.facts),
      )
      // An attempt that died may have recorded some of them already: they are the same drifts, found by this run.
      .filter(({ driftId }) => seen.has(driftMarkOf(driftId)));
    for (let at = 0; at < drifts.length; at += WRITES_AT_ONCE) {
      await Promise.all(
        drifts.slice(at, at + WRITES_AT_ONCE).map((drift) => recordDrift(drift, keptUntil(now))),
      );
    }
    await recordConfirmed(
      runId,
      portfolioId,
      drifts.map(({ driftId }) => driftMarkOf(driftId)),
    );
    for (const { difference } of drifts) await keepWhatWasSeen(difference, before.entries);
    await keepAcknowledgements(after.acknowledgements, drifts, now);
    const loud = drifts.filter((drift) => !isSilenced(drift, after.acknowledgements, now));
    const calls = readingCalls() - callsBefore;
    logger.info('Read twice', { portfolioId, seen: seen.size, confirmed: drifts.length });
    return {
      ...reading,
      status: 'CONFIRMED',
      waitSeconds: paceSeconds(calls, input.runs),
      calls: reading.calls + calls,
      repairs: await countRepairs(loud, after, now),
      acknowledged: drifts.length - loud.length,
      byKind: countByKind(drifts),
    };
  },
  () => ({}),
);

/** Those that would be asked for: what is not asked for again, or only in some days, must not keep all others away. */
async function countRepairs(
  loud: readonly DriftRecord[],
  { entries, underWay }: WantedPortfolio,
  now: string,
): Promise<number> {
  let count = 0;
  for (const repair of planRepairs(loud, entries, reconciliationSettings.repair)) {
    const isUnderWay = underWay.hasShare(repair.entry.recipient);
    const { action } = await attemptOf(repair, loud, isUnderWay, now, undefined);
    if (action.action === 'REPAIR') count += 1;
  }
  return count;
}

/** Written once in so long, not every night. */
const FRESH_SECONDS = 14 * 86_400;

/** What was acknowledged for good must not expire while its drift stands. */
async function keepAcknowledgements(
  acknowledgements: readonly Acknowledgement[],
  drifts: readonly DriftRecord[],
  now: string,
): Promise<void> {
  for (const drift of drifts) {
    const found = acknowledgementOf(drift, acknowledgements);
    const isOld = found && (found.expiresAt ?? 0) < keptUntil(now) - FRESH_SECONDS;
    if (isOld) await expireAcknowledgement(found.driftId, keptUntil(now));
  }
}

/** Records that accounts lack access: so the next request for the share, such as our repair, does not call it done. */
async function keepWhatWasSeen(
  { kind, recipient }: Difference,
  entries: readonly ShareEntry[],
): Promise<void> {
  const entry = entries.find((one) => recipient && isSameRecipient(one.recipient, recipient));
  if (kind === 'ACCESS_MISSING' && entry) await recordSeenAccess(entry, { access: 'NOT_ALL' });
}

function countByKind(drifts: readonly DriftRecord[]): Partial<Record<DriftKind, number>> {
  const counts: Partial<Record<DriftKind, number>> = {};
  for (const { difference } of drifts) counts[difference.kind] = (counts[difference.kind] ?? 0) + 1;
  return counts;
}
