import { recordApproved } from '../../aws/ledger/shares.ts';
import { type Approval, isApproved } from '../../core/approval/approval.ts';
import type { Prediction } from '../../core/prediction/predict.ts';
import type { Finding } from '../../core/principals/finding.ts';
import { factsDigest } from '../../core/principals/risk-facts.ts';
import { lendingConstraints, type RiskShare } from '../../core/principals/risk-input.ts';
import { worstSeverity } from '../../core/principals/severity.ts';
import { newExposures } from '../../core/principals/weigh-risk.ts';

/** Keeps a yes with the shares that it was given for: the same question is not asked again, whoever asks. */
export async function keepApproval(
  { findings, facts, input }: Prediction,
  approval: Approval | undefined,
  portfolioId: string,
): Promise<void> {
  if (!isApproved(approval, factsDigest(facts))) return;
  const asked = findings.filter(({ standing, waivedBy }) => standing === undefined && waivedBy === undefined);
  const constraints = lendingConstraints(input.power);
  for (const { share, exposed } of newExposures(input)) {
    const before = (share.approved ?? []).filter((one) => !exposed.includes(one.exposed));
    const now = exposed.map((one) => {
      const severity = worstSeverity(asked.filter(isAbout(one, share)).map((finding) => finding.severity));
      return { exposed: one, severity, constraints };
    });
    await recordApproved(portfolioId, share, [...before, ...now]);
  }
}

/** A finding about the whole portfolio counts for each of its patterns. */
function isAbout(exposed: string, { value }: RiskShare): (finding: Finding) => boolean {
  return ({ id, principalArn }) =>
    id === 'account-outside-organization'
      ? exposed === value
      : principalArn === exposed || (principalArn === undefined && exposed !== value);
}
