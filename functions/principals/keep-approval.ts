import { recordApproved } from '../../aws/ledger/shares.ts';
import { type Approval, isApproved } from '../../core/approval/approval.ts';
import { approvedExposures } from '../../core/approval/approved-exposures.ts';
import type { Prediction } from '../../core/prediction/predict.ts';
import { factsDigest } from '../../core/principals/risk-facts.ts';

/** Keeps a yes with the shares that it was given for: the same question is not asked again, whoever asks. */
export async function keepApproval(
  { findings, facts, input }: Prediction,
  approval: Approval | undefined,
  portfolioId: string,
  grantedAt: string,
): Promise<void> {
  if (!isApproved(approval, factsDigest(facts))) return;
  for (const { share, approved } of approvedExposures(findings, input))
    await recordApproved(portfolioId, share, approved, grantedAt);
}
