import { endDrift, expireAcknowledgement, recordReading } from '../../aws/ledger/reconciliation.ts';
import { readingCalls } from '../../aws/service-catalog/count-calls.ts';
import { readConstraints } from '../../aws/service-catalog/read-constraints.ts';
import { readPower } from '../../aws/service-catalog/read-power.ts';
import { readReality } from '../../aws/service-catalog/read-reality.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { PortfolioPower } from '../../core/principals/portfolio-power.ts';
import { asKnown, knownOf } from '../../core/reconciliation/as-known.ts';
import type { DriftKind } from '../../core/reconciliation/drift.ts';
import { driftKeyOf, driftMarkOf, factsOf } from '../../core/reconciliation/drift-id.ts';
import { acknowledgementOf, recordDifference } from '../../core/reconciliation/drift-record.ts';
import { endedDrifts } from '../../core/reconciliation/ended-drifts.ts';
import { findDifferences } from '../../core/reconciliation/find-differences.ts';
import { REPAIRABLE } from '../../core/reconciliation/plan-repairs.ts';
import { firstReading, secondReading } from '../../core/reconciliation/reading.ts';
import { sharesOf } from '../../core/reconciliation/reality.ts';
import {
  approvalPolicy,
  keptUntil,
  principalPolicy,
  reconciliationSettings,
  requesterPolicy,
  shareSettings,
} from '../task/settings.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { type LookInput, nothingFound, paceSeconds, riskPolicy } from './look-input.ts';
import { readLooks } from './read-looks.ts';
import { readWanted } from './read-wanted.ts';
import type { PortfolioResult } from './run.ts';

/** Reads a portfolio the first time. What differs is a drift only if it still differs at the second reading. */
export const handler = taskHandler(
  async (input: LookInput, { now, logger }): Promise<PortfolioResult> => {
    const { runId, portfolioId, checkAccounts } = input;
    const callsBefore = readingCalls();
    const wanted = await readWanted(portfolioId);
    const reading = firstReading(checkAccounts);
    const listed = asKnown(await readReality(portfolioId, reading, Date.parse(now)), knownOf(wanted));
    const reality = { ...listed, looks: await readLooks(wanted, listed, reading.looks, { runId, now }) };
    const differences = findDifferences(wanted, reality, riskPolicy(input));
    const standing = new Map(wanted.drifts.map((drift) => [drift.driftKey, drift]));
    const found = differences.map((difference) =>
      recordDifference(difference, standing.get(driftKeyOf(difference)), runId, now),
    );
    for (const drift of endedDrifts(wanted, found, reality)) {
      await endDrift(drift, now);
      const acknowledged = acknowledgementOf(drift, wanted.acknowledgements);
      if (acknowledged) await expireAcknowledgement(acknowledged.driftId, keptUntil(now));
    }
    const result = () => {
      const calls = readingCalls() - callsBefore;
      const none = nothingFound(portfolioId, calls, sharesOf(reality).length, wanted.underWay.shares);
      return { ...none, waitSeconds: paceSeconds(calls, input.runs) };
    };
    if (found.length === 0) return { ...result(), status: 'SAME' };
    const again = secondReading(differences);
    const isRepairable = differences.some(({ kind }) => mayRepair(kind));
    // A repair is weighed by the portfolio's constraints, even if no name is shared at the moment. A yes to it binds to
    // what they say.
    const listedPower = reality.power ?? (isRepairable ? await readPower(portfolioId) : undefined);
    const power = listedPower && isRepairable ? await whatTheySay(listedPower, logger) : listedPower;
    await recordReading(
      runId,
      portfolioId,
      {
        marks: found.map(({ driftId }) => driftMarkOf(driftId)),
        again,
        facts: factsOf({ ...reality, ...(power && { power }) }, wanted.entries, input.managementNodes, {
          principals: principalPolicy,
          requests: requesterPolicy.allow,
          approvers: approvalPolicy.approvers,
          heal: shareSettings.heal,
        }),
      },
      now,
    );
    logger.info('Something differs', { portfolioId, differences: found.length });
    const read = result();
    const waitSeconds = Math.max(read.waitSeconds, reconciliationSettings.readAgainSeconds);
    return { ...read, status: 'DIFFERENT', waitSeconds };
  },
  () => ({}),
);

function mayRepair(kind: DriftKind): boolean {
  return REPAIRABLE.some((one) => one === kind && reconciliationSettings.repair.includes(one));
}

/** What cannot be read in time keeps nobody from a repair: with other facts it is judged anew, if it was refused. */
async function whatTheySay(power: PortfolioPower, logger: Task['logger']): Promise<PortfolioPower> {
  try {
    return await readConstraints(power);
  } catch (error) {
    if (!(error instanceof FoliocastError)) throw error;
    logger.warn('What the constraints say could not be read', error);
    return power;
  }
}
