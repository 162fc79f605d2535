import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { readShareEntry } from '../../aws/ledger/shares.ts';
import { findSupersedingWish } from '../../aws/ledger/wishes.ts';
import { findShare } from '../../aws/service-catalog/read-share.ts';
import { FoliocastError, rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { planStep, planWrite } from '../../core/share/share-plan.ts';
import { confirmLease, type Turn } from '../lease/hold-lease.ts';
import { refuseWhatIsCancelled } from '../lease/refuse-cancelled.ts';
import { refuseWhatIsExpired } from '../lease/refuse-expired.ts';
import { refuseNeeded } from '../principals/refuse-needed.ts';
import { obeyPolicy, weighRequest } from '../principals/weigh-request.ts';
import { refuseOutdatedRepair } from '../reconciliation/refuse-outdated.ts';
import { shareSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import { refuseUnknownNode } from './refuse-unknown-node.ts';
import { firstShareState, type ShareState } from './share-state.ts';

/** How often a plan is made anew because somebody else changed the share between reading and writing. */
const MOST_PLANS = 5;

/** Under the lease, what is read is still true when it is written: decides what is to be written, if anything. */
export const handler = taskHandler(async (turn: Turn, { now, logger }): Promise<ShareState> => {
  await confirmLease(turn, now);
  const record = await readRequest(turn.requestKey);
  refuseWhatIsCancelled(record);
  refuseWhatIsExpired(record, now);
  await refuseWhatIsSuperseded(record);
  await refuseOutdatedRepair(record);
  const plans = (record.plans ?? 0) + 1;
  if (plans > MOST_PLANS) {
    throw rejected(
      'SHARE_CHANGED_MEANWHILE',
      `the share was not as asked after ${MOST_PLANS} attempts: somebody else changes it, or Service Catalog does not list it`,
    );
  }
  const { request } = record;
  if (request.action === 'SHARE') {
    const findings = await weighRequest(request, Date.parse(now));
    await recordProgress(turn.requestKey, { findings });
    if (obeyPolicy(findings, record.approval) === 'APPROVAL_NEEDED') {
      throw new FoliocastError('ApprovalOutdated', 'the findings are others than those that were approved');
    }
  }
  await refuseNeeded(request);
  const asIs = await findShare(request.portfolioId, request.recipient);
  const plannedWrite = planWrite(request.action, request, asIs);
  // What we wrote ended well, and was then not listed: be it that the listing lagged behind, it is as asked by now.
  const hasCaughtUp = record.share?.isOtherwise === true && plannedWrite === 'NONE';
  if (plannedWrite === 'CREATE') await refuseUnknownNode(request.recipient);
  await recordProgress(turn.requestKey, {
    phase: 'PLANNED',
    ...(hasCaughtUp && { share: { ...record.share, isOtherwise: false } }),
    fence: turn.lease.fence,
    grantedAt: turn.lease.grantedAt,
    plannedWrite,
    plans,
    // Planned before: somebody else has changed the share since, or its listing lags behind.
    ...(plans > 1 && { metOthers: true }),
    before: asIs
      ? { shareTagOptions: asIs.shareTagOptions, sharePrincipals: asIs.sharePrincipals }
      : 'ABSENT',
  });
  const { end } = await readShareEntry(request.portfolioId, request.recipient);
  const step = hasCaughtUp ? 'NONE' : planStep(request.action, plannedWrite, end);
  logger.info('Planned', { step, asIs, end });
  return firstShareState(step, (record.intent?.number ?? 0) + 1, turn.lease.grantedAt, shareSettings);
});

async function refuseWhatIsSuperseded(record: RequestRecord): Promise<void> {
  const newer = await findSupersedingWish(record);
  if (!newer) return;
  await recordProgress(record.requestKey, { supersededBy: newer });
  throw rejected('SUPERSEDED', `request ${newer.requestId} came later and asks otherwise for the same share`);
}
