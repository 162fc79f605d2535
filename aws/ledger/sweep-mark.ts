import { IS_REPEATABLE, type ItemKey, updateAndRead, updateItem } from './table.ts';

const MARK: ItemKey = { pk: 'SWEEP', sk: 'SWEEP' };

/** The function's time-out, and a little: so long at most a sweep that died keeps the next from sweeping. */
export const LONGEST_SWEEP_SECONDS = 245;

export interface SweepMark {
  readonly reconciledAt: string;
  /** The lease that the last sweep came to which could not look at all. */
  readonly sweptTo?: string;
}

/**
 * Marks that a sweep is under way; answers when the schedule last ended a reconciliation (or this stack first
 * swept), or `undefined` while another sweep is under way. A sweep that died is over after its time-out.
 */
export async function beginSweep(sweepId: string, now: string): Promise<SweepMark | undefined> {
  const heldUntil = new Date(Date.parse(now) + LONGEST_SWEEP_SECONDS * 1000).toISOString();
  const mark = await updateAndRead(MARK, {
    update: 'SET sweepId = :id, heldUntil = :until, reconciledAt = if_not_exists(reconciledAt, :now)',
    // Its own mark is that of an earlier attempt of the same event, or of an answer that was lost.
    condition: 'attribute_not_exists(sweepId) OR heldUntil <= :now OR sweepId = :id',
    values: { ':id': sweepId, ':until': heldUntil, ':now': now },
    isOurs: IS_REPEATABLE,
  });
  if (!mark) return undefined;
  const { reconciledAt, sweptTo } = mark;
  return { reconciledAt: String(reconciledAt), ...(typeof sweptTo === 'string' && { sweptTo }) };
}

export async function endSweep(sweepId: string): Promise<void> {
  await updateItem(MARK, {
    update: 'REMOVE sweepId, heldUntil',
    condition: 'sweepId = :id',
    values: { ':id': sweepId },
    isOurs: IS_REPEATABLE,
  });
}

/** Where the next sweep goes on. */
export async function recordSweptTo(scope: string): Promise<void> {
  await updateItem(MARK, { update: 'SET sweptTo = :scope', values: { ':scope': scope } });
}

/** For the alarm about an overdue one. */
export async function recordReconciled(now: string): Promise<void> {
  await updateItem(MARK, { update: 'SET reconciledAt = :now', values: { ':now': now } });
}
