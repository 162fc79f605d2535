import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { rejected } from '../../core/foliocast-error.ts';
import { overallSeverity } from '../../core/principals/finding.ts';
import { parsePrincipals } from '../../core/principals/parse-principals.ts';
import type { Principal } from '../../core/principals/principal.ts';
import { describeProblem } from '../../core/problem.ts';
import { refuseWhatIsExpired } from '../lease/refuse-expired.ts';
import { refuseForeignNode } from '../request/refuse-foreign-node.ts';
import { ownAccount, partition } from '../task/stack.ts';
import { taskHandler } from '../task/task-handler.ts';
import { refuseBeyondReach } from './refuse-beyond-reach.ts';
import { refuseNeeded } from './refuse-needed.ts';
import { obeyPolicy, weighRequest } from './weigh-request.ts';

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
    const { request, approval } = record;
    refuseWhatIsExpired(record, now);
    await refuseForeignNode(request, Date.parse(now));
    await refuseBeyondReach(record, Date.parse(now));
    if (request.action === 'UNSHARE') {
      await refuseNeeded(request);
      await recordProgress(requestKey, { phase: 'CHECKED' });
      return { decision: 'ALLOWED' };
    }
    const parsed = parsePrincipals(request.principals, partition());
    if (!parsed.ok) throw rejected('PRINCIPAL_INVALID', parsed.problems.map(describeProblem).join('; '));
    refuseForeign(parsed.principals);
    const { findings, lentRights } = await weighRequest(request, Date.parse(now));
    await recordProgress(requestKey, { phase: 'CHECKED', findings, lentRights });
    logger.info('Weighed the principals', { severity: overallSeverity(findings), findings });
    return { decision: obeyPolicy(findings, approval) };
  },
);

/** Service Catalog takes principals of type IAM of the portfolio's own account alone (seen: Terraform issue 33038). */
function refuseForeign(principals: readonly Principal[]): void {
  const foreign = principals.filter(({ accountId }) => accountId !== '' && accountId !== ownAccount());
  if (foreign.length === 0) return;
  const named = foreign.map(({ principalArn }) => principalArn).join(', ');
  const expected = `account ${ownAccount()}, or an IAM_PATTERN without an account`;
  throw rejected('PRINCIPAL_INVALID', `${named}: another account's principal; expected one of ${expected}`);
}
