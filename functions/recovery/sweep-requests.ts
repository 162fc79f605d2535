import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { listOpenRequests } from '../../aws/ledger/open-work.ts';
import { letSleep, readRequest, recordLook } from '../../aws/ledger/requests.ts';
import { failTask } from '../../aws/task-tokens.ts';
import { type FoliocastError, rejected } from '../../core/foliocast-error.ts';
import { isAsleep, nextLookAt } from '../../core/ledger/next-look.ts';
import { whyExpired, workingSeconds } from '../../core/ledger/request-age.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { tellDecision } from '../approval/tell-decision.ts';
import { shareSettings } from '../task/settings.ts';
import type { Task } from '../task/task-handler.ts';
import { finishRequest } from './finish-request.ts';
import { statusOf } from './status-of.ts';
import type { Guard, IsOver } from './sweep-parts.ts';

/** Open requests looked at in one sweep, those longest not looked at first. */
const MOST_LOOKS = 50;
/**
 * Younger ones are left to their execution. Less than the minute between two sweeps, since EventBridge starts one some
 * seconds early or late: otherwise every second sweep would skip what the one before looked at.
 */
const YOUNGEST_MS = 45_000;

/**
 * Sweeps requests without an emitted outcome, and those that an operator's command has marked.
 * @returns how long the oldest has been at work that waits neither for a person nor for its turn, in seconds
 */
export async function sweepRequests(task: Task, guard: Guard, isOver: IsOver = () => false): Promise<number> {
  let oldestSeconds = 0;
  const before = new Date(Date.parse(task.now) - YOUNGEST_MS).toISOString();
  for (const requestKey of await listOpenRequests(before, MOST_LOOKS)) {
    if (isOver()) break;
    await guard(async () => {
      // First of all: so a request that fails every time goes to the back, and nobody waits for it.
      await recordLook(requestKey, task.now);
      const record = await readRequest(requestKey);
      // Before it is finished: one that cannot be is at work, too.
      if (!isAsleep(record)) oldestSeconds = Math.max(oldestSeconds, workingSeconds(record, task.now));
      await sweepRequest(record, task);
    });
  }
  return oldestSeconds;
}

async function sweepRequest(record: StoredRequest, task: Task): Promise<void> {
  const { now } = task;
  const status = await statusOf(record, now);
  const isDue = status !== 'RUNNING' || record.leaseTakenBy !== undefined || isToBeResent(record);
  if (isDue) return finishRequest(record.requestKey, status, task);
  if (isAsleep(record)) await letSleep(record, nextLookAt(record, now));
  if (record.phase === 'QUEUED') await mendPlace(record, now);
  if (record.cancelledBy !== undefined) await wakeToCancel(record);
  else if (isOverdue(record, now)) await wakeToExpire(record, now);
  else if (record.phase === 'AWAITING_APPROVAL' && record.approval) await tellDecision(record.approval);
}

function isToBeResent({ resendAskedBy, outcome, emittedAt }: StoredRequest): boolean {
  return resendAskedBy !== undefined && outcome !== undefined && emittedAt !== undefined;
}

/** A ticket that waits always has a place, unless the table was restored or somebody wrote to it by hand. */
async function mendPlace({ requestKey }: StoredRequest, now: string): Promise<void> {
  const ticket = await leaseTable.readTicket(requestKey);
  if (ticket?.state !== 'WAITING' || ticket.closedAt !== undefined) return;
  const { scope, place } = ticket;
  if (scope === undefined || place === undefined || !(await leaseTable.putPlace(scope, place, now))) return;
  await leaseTable.addWaiting(scope, 1);
}

/** A sleeping execution has to be told; a working one finds out before its next step. */
async function wakeToCancel(record: StoredRequest): Promise<void> {
  await failSleeping(record, rejected('CANCELLED', `cancelled by ${record.cancelledBy}`));
}

async function wakeToExpire(record: StoredRequest, now: string): Promise<void> {
  await failSleeping(record, rejected('EXPIRED', whyExpired(record, now, shareSettings.oldestSeconds) ?? ''));
}

async function failSleeping(record: StoredRequest, error: FoliocastError): Promise<void> {
  const { requestKey, phase, approval, taskToken } = record;
  if (phase === 'AWAITING_APPROVAL' && approval) await failTask(approval.taskToken, error);
  if (phase !== 'QUEUED') return;
  const token = (await leaseTable.readTicket(requestKey))?.taskToken ?? taskToken;
  if (token !== undefined) await failTask(token, error);
}

/** An expired request does not wait any longer, neither for its turn nor for an approval. */
function isOverdue(record: StoredRequest, now: string): boolean {
  return whyExpired(record, now, shareSettings.oldestSeconds) !== undefined;
}
