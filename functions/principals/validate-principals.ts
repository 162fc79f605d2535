import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { overallSeverity } from '../../core/principals/finding.ts';
import { lendsRights } from '../../core/principals/portfolio-power.ts';
import { refuseExpired } from '../lease/refuse-expired.ts';
import { taskHandler } from '../task/task-handler.ts';
import { checkRequest } from './check-request.ts';
import { obeyPolicy } from './obey-policy.ts';
import { predictRequest } from './predict-request.ts';

interface Input {
  readonly requestKey: string;
}

/** `$.principals` of the machine. */
interface PrincipalsState {
  readonly decision: 'ALLOWED' | 'APPROVAL_NEEDED';
}

/** Checks the principals before anything is written: their grammar, the quotas, and the escalation risk. */
export const handler = taskHandler(
  async ({ requestKey }: Input, { now, logger, signal }): Promise<PrincipalsState> => {
    const record = await readRequest(requestKey);
    refuseExpired(record, now);
    await checkRequest(record, Date.parse(now));
    if (record.request.action !== 'SHARE') {
      const predicted = await predictRequest(record, { now, logger }).catch((error) => {
        // It only counts who loses access: a failure to read must not keep access from being taken away.
        logger.warn('Whom the request reaches is not counted', { error: String(error) });
        return undefined;
      });
      const reach = predicted?.reach ? { reach: predicted.reach } : {};
      signal.throwIfAborted();
      await recordProgress(requestKey, { phase: 'CHECKED', ...reach });
      return { decision: 'ALLOWED' };
    }
    const predicted = await predictRequest(record, { now, logger });
    const { findings, facts, input, reach } = predicted;
    const lentRights = lendsRights(input.power);
    signal.throwIfAborted();
    await recordProgress(requestKey, {
      phase: 'CHECKED',
      findings,
      facts,
      lentRights,
      ...(reach && { reach }),
    });
    logger.info('Weighed the principals', { severity: overallSeverity(findings), findings });
    return { decision: obeyPolicy(predicted, record.approval, record.requester) };
  },
);
