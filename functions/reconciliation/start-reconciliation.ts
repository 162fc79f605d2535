import { putEvents } from '../../aws/event-bus.ts';
import { isKnownPortfolio, listKnownPortfolios } from '../../aws/ledger/portfolios.ts';
import { claimLook, claimPart } from '../../aws/ledger/reconciliation.ts';
import { changeEnd } from '../../aws/ledger/share-ends.ts';
import { listShareEntries } from '../../aws/ledger/shares.ts';
import { nodesOfManagementAccount } from '../../aws/organizations/nodes-of-management-account.ts';
import { endAfterOthers } from '../../core/ledger/end-after-others.ts';
import { MOST_PORTFOLIOS, RECONCILIATION_REQUESTED } from '../../events/reconciliation-requested.ts';
import { readIncomingEvent } from '../request/incoming-event.ts';
import { reconciliationSettings } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { otherRuns } from './other-runs.ts';
import { readTrigger, type Trigger } from './read-trigger.ts';
import type { Run } from './run.ts';

interface Input {
  readonly event: unknown;
  readonly runId: string;
  /** The execution's, so that a repeated step begins when the first did. Absent in executions of version 0.1.0. */
  readonly startedAt?: string;
}

type Change = Extract<Trigger, { readonly trigger: 'CHANGE' }>;

interface Start extends Run {
  readonly status: 'LOOK' | 'IGNORED' | 'REFUSED';
  readonly portfolioIds: readonly string[];
  /** Null if they could not be read: then every share counts as reaching the management account. */
  readonly managementNodes: readonly string[] | null;
  readonly waitSeconds: number;
  /** So many runs begin together, this one included. */
  readonly runs: number;
}

/** Reads what started the run, and which portfolios it is to look at. */
export const handler = taskHandler(startReconciliation, () => ({}));

async function startReconciliation(
  { event, runId, startedAt }: Input,
  { now: drawn, logger }: Task,
): Promise<Start> {
  const now = startedAt ?? drawn;
  const read = readTrigger(event, ownAccount());
  const run = { runId, eventId: readIncomingEvent(event, runId, now).eventId, startedAt: now };
  const nothing = {
    portfolioIds: [],
    managementNodes: null,
    dryRun: true,
    checkAccounts: false,
    waitSeconds: 1,
    runs: 1,
  };
  const begun = (): Start => {
    logger.info('Another execution has begun this run', { ...run });
    return { ...run, ...nothing, status: 'IGNORED', trigger: 'REQUEST' };
  };
  switch (read.trigger) {
    case 'IGNORED':
      logger.info('Nothing to look at', { why: read.why });
      return { ...run, ...nothing, status: 'IGNORED', trigger: 'CHANGE' };
    case 'REFUSED':
      logger.warn('Refused to reconcile', { why: read.why });
      return { ...run, ...nothing, status: 'REFUSED', trigger: 'REQUEST', refused: read.why };
    case 'CHANGE': {
      // One rule for both ways of looking: the schedule does not look at what nobody ever asked us about either.
      if (!(await isKnownPortfolio(read.portfolioId))) {
        logger.info('Nobody has asked for a share of the portfolio', { ...read });
        return { ...run, ...nothing, status: 'IGNORED', trigger: 'CHANGE' };
      }
      await forgetEnds(read, now);
      const { quietSeconds } = reconciliationSettings;
      const lookAt = new Date(Date.parse(now) + quietSeconds * 1000).toISOString();
      const isClaimed = await claimLook(read.portfolioId, lookAt, now, runId);
      logger.info('Somebody else changed a portfolio', { ...read, isClaimed });
      if (!isClaimed) return { ...run, ...nothing, status: 'IGNORED', trigger: 'CHANGE' };
      return look(
        { ...run, trigger: 'CHANGE', dryRun: false, checkAccounts: false },
        [read.portfolioId],
        quietSeconds,
      );
    }
    case 'SCHEDULE': {
      const { checkAccounts } = reconciliationSettings;
      return look(
        { ...run, trigger: 'SCHEDULE', dryRun: false, checkAccounts },
        await listKnownPortfolios(),
        1,
      );
    }
    case 'REQUEST': {
      const { portfolioIds, dryRun, checkAccounts, requestedBy, maxRepairs, runsBeside, part } = read.request;
      if (part !== undefined && !(await claimPart(part, runId, now))) return begun();
      const asked = {
        dryRun,
        checkAccounts,
        ...(requestedBy !== undefined && { requestedBy }),
        ...(maxRepairs !== undefined && { maxRepairs }),
      };
      const ids = portfolioIds ?? (await listKnownPortfolios());
      return look({ ...run, trigger: 'REQUEST', ...asked }, ids, 1, runsBeside);
    }
  }
}

/** Of a share that nobody wants or knows an end of, too: a request may be making it. */
async function forgetEnds(
  { portfolioId, eventName, sharedWith, happenedAt = '' }: Change,
  now: string,
): Promise<void> {
  if (!eventName.endsWith('PortfolioShare')) return;
  const actedAt = happenedAt && happenedAt < now ? happenedAt : now;
  for (const entry of await listShareEntries(portfolioId)) {
    const { type, value } = entry.recipient;
    if (type === 'NOBODY') continue;
    const isUpdated = eventName === 'UpdatePortfolioShare' && (sharedWith ?? value) === value;
    await changeEnd(entry, (end) => endAfterOthers(end, { actedAt, isUpdated }));
  }
}

async function look(
  run: Run,
  portfolioIds: readonly string[],
  waitSeconds: number,
  runsBeside = 0,
): Promise<Start> {
  const ids = [...new Set(portfolioIds)];
  const others = otherRuns(run, ids, runsBeside);
  const managementNodes = await nodesOfManagementAccount(Date.parse(run.startedAt));
  if (others.length > 0)
    await putEvents(others.map((detail) => ({ detailType: RECONCILIATION_REQUESTED, detail })));
  return {
    ...run,
    status: 'LOOK',
    portfolioIds: ids.slice(0, MOST_PORTFOLIOS),
    managementNodes: managementNodes ? [...managementNodes] : null,
    waitSeconds,
    runs: 1 + others.length + runsBeside,
  };
}
