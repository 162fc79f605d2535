import { rejected } from '../../core/foliocast-error.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { newcomersAt } from '../../core/share/newcomers.ts';
import { hasShareToken } from '../../core/share/recipient.ts';
import type { ShareEnd } from '../../core/share/share-end.ts';
import type { Step } from '../../core/share/share-plan.ts';
import { lookAtAccess } from '../organization/look-at-access.ts';

/**
 * The next step for an execution that began under version 0.1.0 and keeps its definition, which has neither
 * ConfirmShare nor ConfirmAccess. Instead of confirming a share, it updates it: while another action runs, that is
 * refused as busy. What ConfirmAccess would look at afterwards is looked at here, before.
 */
export async function inFirstRelease(
  step: Step,
  { action, portfolioId, recipient }: ShareRequest,
  end: ShareEnd | undefined,
  now: string,
): Promise<Step> {
  if (action !== 'SHARE' || step === 'CREATE' || step === 'NONE') return step;
  if (!hasShareToken(recipient)) return step === 'CONFIRM' ? 'NONE' : step;
  if (end?.access !== 'ALL') {
    const look = await lookAtAccess(portfolioId, recipient, now, { newcomers: newcomersAt(end) });
    if (!look || look.lacking > 0) {
      const seen = look ? `${look.lacking} accounts have no access` : 'its accounts could not be listed';
      const sentence = `the share is listed, and ${seen}; this request began before Foliocast was upgraded, and cannot mend it`;
      throw rejected('SHARE_STATUS_UNKNOWN', sentence);
    }
  }
  return 'UPDATE';
}
