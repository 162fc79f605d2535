import type { Logger } from '@aws-lambda-powertools/logger';
import { rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { parsePrincipals } from '../../core/principals/parse-principals.ts';
import type { Principal } from '../../core/principals/principal.ts';
import { describeProblem } from '../../core/problem.ts';
import type { ReachReport } from '../../core/reach/reach-report.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { refuseForeignNode } from '../request/refuse-foreign-node.ts';
import { ownAccount, partition } from '../task/stack.ts';
import { predictReach } from './predict-reach.ts';
import { readStanding } from './read-standing.ts';
import { refuseBeyondReach } from './refuse-beyond-reach.ts';
import { refuseNeeded } from './refuse-needed.ts';
import { type Weighed, weighRequest } from './weigh-request.ts';

interface Now {
  readonly now: string;
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * All that is looked at before a request queues, and all that a trial looks at: whether it may be asked for, the
 * grammar of its principals, the quotas, the risk, and whom it reaches.
 * @throws RequestRejected
 */
export async function checkRequest(
  record: Pick<RequestRecord, 'request' | 'requester'>,
  at: Now,
): Promise<Weighed | { readonly reach?: ReachReport }> {
  const { request } = record;
  await refuseForeignNode(request, Date.parse(at.now));
  await refuseBeyondReach(record, Date.parse(at.now));
  if (request.action !== 'SHARE') {
    await refuseNeeded(request);
    const reach = await reachOfTaking(request, at);
    return reach ? { reach } : {};
  }
  const parsed = parsePrincipals(request.principals, partition());
  if (!parsed.ok) throw rejected('PRINCIPAL_INVALID', parsed.problems.map(describeProblem).join('; '));
  refuseForeign(parsed.principals);
  return weighRequest(request, at);
}

/** Who loses. Only counted: nothing that cannot be read keeps access from being taken away. */
async function reachOfTaking(request: ShareRequest, at: Now): Promise<ReachReport | undefined> {
  try {
    return (await predictReach(request, await readStanding(request.portfolioId), at))?.reach;
  } catch (error) {
    at.logger.warn('Whom the request reaches is not counted', { error: String(error) });
    return undefined;
  }
}

/** Service Catalog takes principals of type IAM of the portfolio's own account alone (seen: Terraform issue 33038). */
function refuseForeign(principals: readonly Principal[]): void {
  const foreign = principals.filter(({ accountId }) => accountId !== '' && accountId !== ownAccount());
  if (foreign.length === 0) return;
  const named = foreign.map(({ principalArn }) => principalArn).join(', ');
  const expected = `account ${ownAccount()}, or an IAM_PATTERN without an account`;
  throw rejected('PRINCIPAL_INVALID', `${named}: another account's principal; expected one of ${expected}`);
}
