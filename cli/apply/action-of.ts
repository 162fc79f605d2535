import type { PlannedChange } from '../../core/declaration/plan-changes.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';

/** As which source the command asks; config.yml (requests) may name it. */
export const APPLY_SOURCE = 'operator.apply';

/** What is asked for, so that a change comes about. */
export function actionOf({ change }: Pick<PlannedChange, 'change'>): ShareRequest['action'] {
  return change === 'REMOVE' ? 'UNSHARE' : change === 'DISASSOCIATE' ? 'DISASSOCIATE' : 'SHARE';
}
