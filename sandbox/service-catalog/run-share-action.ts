import type { Catalog, ShareFault } from './catalog.ts';
import { listNodeShare } from './listings.ts';
import type { Portfolio } from './portfolio.ts';
import {
  type AccountFailure,
  addShareError,
  isRunning,
  type ShareAction,
  type ShareActionKind,
} from './share-action.ts';
import { timelineOf } from './share-timeline.ts';

/** What one kind of action does. */
export interface ShareTask {
  readonly accountIds: readonly string[];
  /** Does it for one account. SKIPPED: the account is not concerned any more. */
  reach(accountId: string): AccountFailure | 'DONE' | 'SKIPPED';
  /** Accounts that have come to be concerned while it ran. */
  latecomers(): readonly string[];
  /** Told the terminal status when it has been set. */
  end(action: ShareAction): void;
}

export function newShareAction(
  catalog: Catalog,
  portfolio: Portfolio,
  about: { readonly callerId: string; readonly nodeId: string; readonly kind: ShareActionKind },
): ShareAction {
  return {
    token: catalog.newId('share'),
    ...about,
    portfolioId: portfolio.id,
    region: portfolio.region,
    startedAt: catalog.now(),
    status: 'NOT_STARTED',
    successfulShares: [],
    shareErrors: [],
  };
}

/** An action that does nothing and has ended already. */
export function idleShareAction(
  ...[catalog, portfolio, about]: Parameters<typeof newShareAction>
): ShareAction {
  const action = newShareAction(catalog, portfolio, about);
  action.status = 'COMPLETED';
  catalog.actions.add(action, portfolio, 0);
  return action;
}

/** Starts the action; the agenda then does it, account by account. */
export function runShareAction(
  catalog: Catalog,
  portfolio: Portfolio,
  action: ShareAction,
  task: ShareTask,
): void {
  catalog.actions.add(action, portfolio, task.accountIds.length);
  const fault = catalog.faults.shareFault(portfolio.id, action.nodeId, action.kind);
  const changed = () => listNodeShare(catalog, portfolio, action.nodeId);
  changed();
  schedule(catalog, action, { ...task, changed }, fault);
}

function schedule(
  catalog: Catalog,
  action: ShareAction,
  task: ShareTask & { readonly changed: () => void },
  fault: ShareFault | undefined,
): void {
  if (fault?.ends === 'NEVER_STARTS') {
    return;
  }
  const { steps, startsAt, endsAt } = timelineOf(catalog.settings.durations, action, task.accountIds);
  const isWhole = fault?.ends === 'ERROR' || fault?.ends === 'ERROR_WITHOUT_SHARE_ERRORS';
  const count = isWhole ? 0 : fault?.ends === 'NEVER' ? steps.length - 1 : steps.length;

  const whenDue = (at: number, run: () => void) =>
    catalog.agenda.schedule(at, () => {
      // An action that was ended from outside, by deregistering its administrator, does nothing more.
      if (isRunning(action)) {
        run();
      }
    });
  const doStep = (index: number): void => {
    const step = index < count ? steps[index] : undefined;
    if (step) {
      whenDue(step.at, () => {
        reach(action, task, step.accountId);
        doStep(index + 1);
      });
    } else if (fault?.ends !== 'NEVER') {
      whenDue(endsAt, () => {
        end(catalog, action, task, fault);
        task.changed();
      });
    }
  };
  whenDue(startsAt, () => {
    action.status = 'IN_PROGRESS';
    task.changed();
    doStep(0);
  });
}

function reach(action: ShareAction, task: ShareTask, accountId: string): void {
  const outcome = task.reach(accountId);
  if (outcome === 'DONE') {
    action.successfulShares.push(accountId);
  } else if (outcome !== 'SKIPPED') {
    addShareError(action, outcome, accountId);
  }
}

function end(catalog: Catalog, action: ShareAction, task: ShareTask, fault: ShareFault | undefined): void {
  if (fault) {
    if (fault.ends === 'ERROR') {
      action.shareErrors.push({ failure: fault.failure, accountIds: [...task.accountIds] });
    }
    action.status = 'ERROR';
  } else {
    for (const accountId of task.latecomers()) {
      reach(action, task, accountId);
    }
    action.status = terminalStatus(catalog, action);
  }
  task.end(action);
}

function terminalStatus(
  catalog: Catalog,
  { successfulShares, shareErrors }: ShareAction,
): ShareAction['status'] {
  if (shareErrors.length === 0) {
    return 'COMPLETED';
  }
  const { statusWhenEveryAccountFails, statusOfDuplicatesAlone } = catalog.settings.undocumented;
  if (successfulShares.length > 0) {
    return 'COMPLETED_WITH_ERRORS';
  }
  const hasRealFailure = shareErrors.some(({ failure }) => failure.error !== 'DuplicateResourceException');
  return hasRealFailure ? statusWhenEveryAccountFails : statusOfDuplicatesAlone;
}
