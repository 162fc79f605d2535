import { readPortfolio } from '../../aws/service-catalog/read-portfolio.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { type Failure, failureOf } from '../../core/outcome/failure-of.ts';
import {
  type PortfolioSharePlannedDetail,
  plannedOf,
  type Tried,
} from '../../events/portfolio-share-planned.ts';
import { checkRequest } from '../principals/check-request.ts';
import { obeyPolicy } from '../principals/obey-policy.ts';
import { predictRequest } from '../principals/predict-request.ts';
import type { Trial } from '../request/admit-event.ts';
import { refuseNotOurs } from '../request/refuse-not-ours.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { refuseUnknownNode } from './refuse-unknown-node.ts';

type Input = Pick<Trial, 'trial' | 'requestId'>;

/**
 * What a request with `dryRun` would do now; EmitOutcome tells it. It claims no request id, takes no lease and writes
 * nothing.
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
    await checkRequest(about, Date.parse(now));
    const predicted = await predictRequest(about, { now, logger });
    const { plan, reach, findings, decision } = predicted;
    tried = { ...tried, reach, findings, decision };
    obeyPolicy(predicted, undefined, about.requester);
    if (request.action === 'SHARE') await refuseUnknownNode(request.recipient, now, plan.write !== 'CREATE');
    return { ...tried, plan };
  } catch (error) {
    const failure = failureOfRejected(error);
    if (!failure) throw error;
    return { ...tried, failure };
  }
}

/** The failure that the request itself would end with; `undefined` for any other error, which is tried again. */
function failureOfRejected(error: unknown): Failure | undefined {
  if (!(error instanceof FoliocastError) || error.name !== 'RequestRejected') return undefined;
  return failureOf({ Error: error.name, Cause: JSON.stringify({ errorMessage: error.message }) });
}
