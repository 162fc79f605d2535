import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { overallSeverity } from '../../core/principals/finding.ts';
import { refuseWhatIsExpired } from '../lease/refuse-expired.ts';
import { taskHandler } from '../task/task-handler.ts';
import { checkRequest } from './check-request.ts';
import { obeyPolicy } from './weigh-request.ts';

interface Input {
  readonly requestKey: string;
}

/** `$.principals` of the machine. */
interface PrincipalsState {
  readonly decision: 'ALLOWED' | 'APPROVAL_NEEDED';
}

/** Decides principals before anything is written: their grammar, the quotas, and the escalation path. */
export const handler = taskHandler(
  async ({ requestKey }: Input, { now, logger }): Promise<PrincipalsState> => {
    const record = await readRequest(requestKey);
    refuseWhatIsExpired(record, now);
    const checked = await checkRequest(record, { now, logger });
    const reach = checked.reach ? { reach: checked.reach } : {};
    if (!('findings' in checked)) {
      await recordProgress(requestKey, { phase: 'CHECKED', ...reach });
      return { decision: 'ALLOWED' };
    }
    const { findings, facts, lentRights } = checked;
    await recordProgress(requestKey, { phase: 'CHECKED', findings, facts, lentRights, ...reach });
    logger.info('Weighed the principals', { severity: overallSeverity(findings), findings });
    return { decision: obeyPolicy(checked, record.approval) };
  },
);
