import { putEvent } from '../../aws/event-bus.ts';
import { recordReconciled } from '../../aws/ledger/sweep-mark.ts';
import {
  RECONCILIATION_COMPLETED,
  type ReconciliationCompletedDetail,
} from '../../events/reconciliation-completed.ts';
import { taskHandler } from '../task/task-handler.ts';
import type { Decided } from './run.ts';

type Run = Decided & { readonly reports: readonly { readonly askedFor: number }[] };

/** An execution of version 0.1.0 hands on the run alone. */
type Input = { readonly run: Run; readonly completedAt: string } | Run;

/** Says how the run ended. */
export const handler = taskHandler(
  async (input: Input, { now, logger }): Promise<void> => {
    const { run, completedAt } = 'run' in input ? input : { run: input, completedAt: now };
    const detail = describe(run, completedAt);
    await putEvent({ detailType: RECONCILIATION_COMPLETED, detail });
    if (run.trigger === 'SCHEDULE') await recordReconciled(completedAt);
    logger.info('Reconciled', { ...detail });
  },
  () => ({}),
);

function describe({ totals, reports, ...run }: Run, now: string): ReconciliationCompletedDetail {
  return {
    version: '1',
    reconciliationId: run.runId,
    trigger: run.trigger,
    eventId: run.eventId,
    ...(run.requestedBy !== undefined && { requestedBy: run.requestedBy }),
    ...(run.refused !== undefined && { refused: run.refused }),
    dryRun: run.dryRun,
    portfolios: {
      lookedAt: totals.lookedAt,
      unreadable: totals.unreadableCount,
      unreadablePortfolios: [...totals.unreadable],
    },
    shares: { lookedAt: totals.shares, leftAlone: totals.leftAlone },
    drifts: {
      found: Object.values(totals.byKind).reduce((sum, count) => sum + count, 0),
      acknowledged: totals.acknowledged,
      byKind: totals.byKind,
    },
    repairs: {
      planned: totals.repairs,
      askedFor: reports.reduce((sum, { askedFor }) => sum + askedFor, 0),
      isStopped: run.isStopped,
    },
    apiCalls: totals.calls,
    startedAt: run.startedAt,
    completedAt: now,
    secondsTaken: Math.max(0, Math.round((Date.parse(now) - Date.parse(run.startedAt)) / 1000)),
  };
}
