import { readPortfolio } from '../../aws/service-catalog/read-portfolio.ts';
import { findShare } from '../../aws/service-catalog/read-share.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { type Failure, failureOf } from '../../core/outcome/failure-of.ts';
import { decideByPolicy } from '../../core/principals/decide-by-policy.ts';
import { listedIdentity } from '../../core/principals/listed-identity.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { planWrite } from '../../core/share/share-plan.ts';
import {
  type Planned,
  type PortfolioSharePlannedDetail,
  plannedOf,
  type Tried,
} from '../../events/portfolio-share-planned.ts';
import { checkRequest } from '../principals/check-request.ts';
import { readStanding } from '../principals/read-standing.ts';
import { obeyPolicy } from '../principals/weigh-request.ts';
import type { Trial } from '../request/admit-event.ts';
import { refuseNotOurs } from '../request/refuse-not-ours.ts';
import { principalPolicy } from '../task/settings.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { refuseUnknownNode } from './refuse-unknown-node.ts';

type Input = Pick<Trial, 'trial' | 'requestId'>;

/**
 * What a request with `dryRun` would do as things stand; it is told by EmitOutcome. It claims no request id, takes no
 * lease and writes nothing.
 */
export const handler = taskHandler(
  async ({ trial }: Input, task): Promise<PortfolioSharePlannedDetail> =>
    plannedOf(await tryRequest(trial, task)),
);

async function tryRequest(about: Trial['trial'], { now, logger }: Task): Promise<Tried> {
  const { request } = about;
  let tried: Tried = { ...about, decision: 'ALLOW' };
  try {
    refuseNotOurs(request.portfolioId, await readPortfolio(request.portfolioId));
    const checked = await checkRequest(about, { now, logger });
    tried = { ...tried, reach: checked.reach };
    if ('findings' in checked) {
      const { findings } = checked;
      tried = { ...tried, findings, decision: decideByPolicy(findings, principalPolicy).decision };
      obeyPolicy(checked, undefined);
    }
    return { ...tried, plan: await planOf(request, now) };
  } catch (error) {
    const failure = failureOfRejected(error);
    if (!failure) throw error;
    return { ...tried, failure };
  }
}

async function planOf(request: ShareRequest, now: string): Promise<Planned> {
  const { portfolioId, recipient, principals, action } = request;
  const [{ principals: listed }, asIs] = [
    await readStanding(portfolioId),
    await findShare(portfolioId, recipient),
  ];
  const write = planWrite(action, request, asIs);
  if (write === 'CREATE') await refuseUnknownNode(recipient, Date.parse(now));
  const there = new Set(listed.map(listedIdentity));
  const isThere = (principal: (typeof principals)[number]) => there.has(listedIdentity(principal));
  return {
    write,
    toAssociate: action === 'SHARE' ? principals.filter((one) => !isThere(one)) : [],
    toDisassociate: action === 'SHARE' ? [] : principals.filter(isThere),
  };
}

/** What the request itself would fail with; anything else is tried again. */
function failureOfRejected(error: unknown): Failure | undefined {
  if (!(error instanceof FoliocastError) || error.name !== 'RequestRejected') return undefined;
  const { isDefect: _, ...failure } = failureOf({
    Error: error.name,
    Cause: JSON.stringify({ errorMessage: error.message }),
  });
  return failure;
}
