import { rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { parsePrincipals } from '../../core/principals/parse-principals.ts';
import type { Principal } from '../../core/principals/principal.ts';
import { describeProblem } from '../../core/problem.ts';
import { refuseForeignNode } from '../request/refuse-foreign-node.ts';
import { ownAccount, partition } from '../task/stack.ts';
import { refuseBeyondReach } from './refuse-beyond-reach.ts';
import { refuseNeeded } from './refuse-needed.ts';

/**
 * Checks made before a request is weighed or tried: whether its sender may ask for it, and the grammar of its
 * principals.
 * @throws RequestRejected
 */
export async function checkRequest(
  record: Pick<RequestRecord, 'request' | 'requester'>,
  nowMs: number,
): Promise<void> {
  const { request } = record;
  await refuseForeignNode(request, nowMs);
  await refuseBeyondReach(record, nowMs);
  const isShare = request.action === 'SHARE';
  const parsed = parsePrincipals(request.principals, partition());
  // What is taken off may be named as Service Catalog lists it. Only, under the wrong type it would not be found, which
  // would be taken for success.
  const problems = parsed.ok
    ? []
    : parsed.problems.filter(({ code }) => isShare || code === 'TYPE_CONTRADICTS');
  if (problems.length > 0) throw rejected('PRINCIPAL_INVALID', problems.map(describeProblem).join('; '));
  if (!isShare) return refuseNeeded(request);
  if (parsed.ok) refuseForeign(parsed.principals);
}

/** Service Catalog takes principals of type IAM of the portfolio's own account alone (seen: Terraform issue 33038). */
function refuseForeign(principals: readonly Principal[]): void {
  const foreign = principals.filter(({ accountId }) => accountId !== '' && accountId !== ownAccount());
  if (foreign.length === 0) return;
  const named = foreign.map(({ principalArn }) => principalArn).join(', ');
  const expected = `account ${ownAccount()}, or an IAM_PATTERN without an account`;
  throw rejected('PRINCIPAL_INVALID', `${named}: another account's principal; expected one of ${expected}`);
}
