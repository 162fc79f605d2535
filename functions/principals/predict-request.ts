import type { Logger } from '@aws-lambda-powertools/logger';
import { listShareEntries } from '../../aws/ledger/shares.ts';
import { stillThere } from '../../aws/ledger/taken-off.ts';
import { predictBound } from '../../aws/prediction/predict-bound.ts';
import { readKnown } from '../../aws/prediction/read-known.ts';
import { rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { Known } from '../../core/prediction/known.ts';
import { type Prediction, predict } from '../../core/prediction/predict.ts';
import { addPrincipals } from '../../core/principals/add-principals.ts';
import { listedIdentity } from '../../core/principals/listed-identity.ts';
import { coversPrincipal } from '../../core/principals/policy-patterns.ts';
import { isNamedByRule } from '../../core/request/is-requester-allowed.ts';
import type { RequestedPrincipal, ShareRequest } from '../../core/request/share-request.ts';
import { knownTree } from '../organization/known-tree.ts';
import { principalPolicy, requesterPolicy } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';
import { beingTakenOff } from './being-taken-off.ts';
import { standingFor } from './standing-for.ts';

interface Now {
  readonly now: string;
  readonly logger: Pick<Logger, 'warn'>;
  /** The request before may have ended a moment ago: a list may lag behind it. */
  readonly isUnderLease?: boolean;
}

/**
 * What a request would do now. It is predicted twice: before the request queues, to refuse early; and under the lease,
 * since another request may have changed the portfolio in between.
 * @throws QUOTA_EXCEEDED
 */
export async function predictRequest(
  { request, requester }: Pick<RequestRecord, 'request' | 'requester'>,
  { now, logger, isUnderLease = false }: Now,
): Promise<Prediction> {
  const own = ownAccount();
  const tree = await knownTree(now, logger);
  const given = {
    policy: principalPolicy,
    ownerAccountId: own,
    ...(tree && { tree }),
    standing: await standingFor(request, Date.parse(now)),
    isNamedByRule: isNamedByRule(requesterPolicy, requester, request, own, coversPrincipal),
  };
  const known = await readKnown(request, given, Date.parse(now));
  const first = predict(request, known);
  await refuseFull(request, first, known, isUnderLease);
  const asked = new Set(request.principals.map(listedIdentity));
  const hasOthers = known.standing.principals.some((one) => !asked.has(listedIdentity(one)));
  const exposes = request.sharePrincipals || request.principals.some(isPattern);
  const mayLag = isUnderLease && exposes;
  // Only now does it matter what was asked for and approved before.
  if (request.action !== 'SHARE' || (!hasOthers && first.decision !== 'APPROVE' && !mayLag)) return first;
  const entries = await listShareEntries(request.portfolioId);
  const second = await predictBound(request, { ...known, entries });
  await refuseFull(request, second, known, isUnderLease);
  return second;
}

/** The list may still name what was taken off a moment ago to make room, and more may be taken off before its turn. */
async function refuseFull(
  { portfolioId, principals }: ShareRequest,
  { quotaProblem }: Prediction,
  { standing, nowMs, policy }: Known,
  isUnderLease: boolean,
): Promise<void> {
  if (quotaProblem === undefined) return;
  const listed = await stillThere(portfolioId, standing.principals, nowMs);
  const going = isUnderLease ? [] : await beingTakenOff(portfolioId);
  const off = new Set(going.map(listedIdentity));
  const there = listed.filter((one) => !off.has(listedIdentity(one)));
  if (addPrincipals(there, principals, policy.quotas).quotaProblem)
    throw rejected('QUOTA_EXCEEDED', quotaProblem);
}

function isPattern({ principalType }: RequestedPrincipal): boolean {
  return principalType === 'IAM_PATTERN';
}
