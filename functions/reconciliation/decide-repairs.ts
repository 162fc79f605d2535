import { errorEntry } from '../../core/error-catalogue.ts';
import { DRIFT_KINDS, type DriftKind } from '../../core/reconciliation/drift.ts';
import { reconciliationSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import type { Decided, PortfolioResult, Run, UnreadablePortfolio } from './run.ts';

type Input = Run & { readonly results: readonly (PortfolioResult | UnreadablePortfolio)[] };

const MOST_UNREADABLE_NAMED = 100;

/**
 * Decides, once all portfolios were read, whether this run repairs. If it would repair too much, something larger is
 * wrong, such as that Organizations access was switched off: then it repairs nothing.
 */
export const handler = taskHandler(
  async ({ results, ...state }: Input, { logger }): Promise<Decided> => {
    const read = results.filter((result) => result.status !== 'UNREADABLE');
    const unreadable = results.flatMap((result) =>
      result.status === 'UNREADABLE' ? [{ portfolioId: result.portfolioId, reason: result.reason }] : [],
    );
    const repairs = sum(read.map((result) => result.repairs));
    const most = state.maxRepairs ?? reconciliationSettings.maxRepairsPerRun;
    const isStopped = !state.dryRun && repairs > most;
    const isBlind = isOursToMend(
      unreadable.map(({ reason }) => reason),
      read.length,
    );
    const { runId, trigger, eventId, requestedBy, dryRun, checkAccounts, startedAt, refused } = state;
    const decided = {
      runId,
      trigger,
      eventId,
      ...(requestedBy !== undefined && { requestedBy }),
      dryRun,
      checkAccounts,
      startedAt,
      ...(refused !== undefined && { refused }),
      portfolioIds: read
        .filter(({ byKind }) => Object.keys(byKind).length > 0)
        .map(({ portfolioId }) => portfolioId),
      mayRepair: !dryRun && !isStopped,
      isStopped,
      isBlind,
      totals: {
        lookedAt: read.length,
        unreadable: unreadable.slice(0, MOST_UNREADABLE_NAMED),
        unreadableCount: unreadable.length,
        shares: sum(read.map(({ shares }) => shares)),
        leftAlone: sum(read.map(({ leftAlone }) => leftAlone)),
        calls: sum(read.map(({ calls }) => calls)),
        repairs,
        acknowledged: sum(read.map(({ acknowledged }) => acknowledged)),
        byKind: addUp(read.map(({ byKind }) => byKind)),
      },
    };
    if (isBlind) logger.error('Portfolios could not be read', { unreadable });
    if (isStopped) logger.error('Too much to repair: nothing is', { repairs, most });
    return decided;
  },
  () => ({}),
);

/** A right that is missing, a defect, or nothing that could be read: nobody would look, since the run itself goes well. */
function isOursToMend(reasons: readonly string[], lookedAt: number): boolean {
  const isOfOurs = (reason: string) =>
    reason === 'AccessDeniedException' || errorEntry(reason).kind === 'defect';
  const isAnyBeside = reasons.some((reason) => reason !== 'ResourceNotFoundException');
  return reasons.some(isOfOurs) || (lookedAt === 0 && isAnyBeside);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function addUp(counts: readonly Partial<Record<DriftKind, number>>[]): Partial<Record<DriftKind, number>> {
  return Object.fromEntries(
    DRIFT_KINDS.map((kind) => [kind, sum(counts.map((one) => one[kind] ?? 0))] as const).filter(
      ([, count]) => count > 0,
    ),
  );
}
