import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { secondsSince } from '../../core/ledger/seconds-since.ts';
import { wasOnlyThrottled } from '../../core/share/share-errors.ts';
import type { ShareSettings } from '../../core/share/share-section.ts';
import type { ShareReport } from '../../core/share/share-status.ts';
import { hasTimeFor, REMAKE_ACTIONS } from '../../core/share/time-for-actions.ts';
import type { ShareState } from './share-state.ts';

/**
 * How often a share is made again, with a longer pause each time. If it is throttled a third time, a person has to
 * look.
 */
const MOST_REMAKES = 2;
const REMAKE_AFTER_SECONDS = 15;

interface AfterEnd {
  readonly state: Pick<ShareState, 'phase' | 'nextWrite' | 'waitSeconds' | 'remakes'>;
}

/**
 * What follows the end of a write: nothing, or the next step of making the share again. If Service Catalog throttled
 * itself, only deleting and creating the share mends it (seen by Terraform's users).
 * The count comes from the machine's state, not from the ledger, so a repeated look counts the same.
 */
export function nextAfterEnd(
  record: RequestRecord,
  { remakes, deadlineAt }: ShareState,
  report: ShareReport,
  settings: ShareSettings,
  now: string,
): AfterEnd {
  const waitSeconds = REMAKE_AFTER_SECONDS * (remakes + 1);
  const isHalfRemade = remakes > 0 && record.request.action === 'SHARE' && record.share?.write === 'DELETE';
  // A share that was deleted to be made again is made again, even past the deadline.
  if (isHalfRemade && report.status !== 'ERROR') {
    return { state: { phase: 'REMAKE', nextWrite: 'CREATE', waitSeconds, remakes } };
  }
  const ran = record.intent && secondsSince(record.intent.startedAt, now);
  const hasTime = hasTimeFor(REMAKE_ACTIONS, now, deadlineAt, ran, settings.deadlineSeconds);
  const mayRemake = record.share?.write !== 'DELETE' && remakes < MOST_REMAKES && hasTime;
  if (mayRemake && record.cancelledBy === undefined && isToBeRemade(record, report, settings)) {
    return { state: { phase: 'REMAKE', nextWrite: 'DELETE', waitSeconds, remakes: remakes + 1 } };
  }
  return { state: { phase: 'SETTLED', nextWrite: 'NONE', waitSeconds: 1, remakes } };
}

function isToBeRemade(
  { plannedWrite }: RequestRecord,
  report: ShareReport,
  { heal }: ShareSettings,
): boolean {
  return heal === 'when-all-failed' && plannedWrite === 'CREATE' && wasOnlyThrottled(report);
}
