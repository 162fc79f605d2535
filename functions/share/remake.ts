import type { ShareSettings } from '../../core/config/share-settings.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { judgeThrottling } from '../../core/share/share-errors.ts';
import type { ShareReport } from '../../core/share/share-status.ts';
import type { ShareState } from './share-state.ts';

interface AfterEnd {
  readonly remakes?: number;
  readonly state: Pick<ShareState, 'phase' | 'nextWrite' | 'waitSeconds'>;
}

/**
 * What follows the end of a write: nothing, or the next step of making the share again. Asynchronous
 * throttling leaves a share that nothing but deleting and creating it mends (seen by Terraform's users).
 */
export function nextAfterEnd(record: RequestRecord, report: ShareReport, settings: ShareSettings): AfterEnd {
  const remakes = record.remakes ?? 0;
  const waitSeconds = settings.remakeAfterSeconds * (remakes + 1);
  if (isRemaking(record) && record.share?.write === 'DELETE' && report.status !== 'ERROR') {
    return { remakes, state: { phase: 'REMAKE', nextWrite: 'CREATE', waitSeconds } };
  }
  if (
    record.share?.write !== 'DELETE' &&
    remakes < settings.mostRemakes &&
    isToBeRemade(record, report, settings)
  ) {
    return { remakes: remakes + 1, state: { phase: 'REMAKE', nextWrite: 'DELETE', waitSeconds } };
  }
  return { state: { phase: 'SETTLED', nextWrite: 'NONE', waitSeconds: 1 } };
}

function isRemaking({ request, remakes }: RequestRecord): boolean {
  return request.action === 'SHARE' && remakes !== undefined && remakes > 0;
}

function isToBeRemade(
  { plannedWrite, request }: RequestRecord,
  report: ShareReport,
  { heal }: ShareSettings,
): boolean {
  const throttling = judgeThrottling(report);
  switch (heal) {
    case 'never':
      return false;
    case 'when-all-failed':
      return throttling === 'ALL' && plannedWrite === 'CREATE';
    case 'always':
      return throttling !== 'NONE' && request.action === 'SHARE';
  }
}
