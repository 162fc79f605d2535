import { type Finding, makeFinding, makeFindingOf } from './finding.ts';
import { FINDINGS } from './finding-catalogue.ts';
import type { RiskInput, RiskShare } from './risk-input.ts';
import { compareSeverity } from './severity.ts';

/** What an account-to-account share is by itself, whatever principals it brings: it may leave the organization. */
export function weighRecipient({ share }: Pick<RiskInput, 'share'>): Finding[] {
  if (share.type !== 'ACCOUNT') return [];
  if (share.isInOrganization !== false) return [makeFinding('account-share', { detail: share.value })];
  const { severity } = FINDINGS['account-outside-organization'];
  const isApproved = share.approved?.some(
    ({ exposed, severity: approved }) => exposed === share.value && compareSeverity(severity, approved) <= 0,
  );
  const wasAdmitted = isApproved || share.isWantedNow;
  const standing = share.isThereNow ? 'EXPOSED_BEFORE' : wasAdmitted ? 'APPROVED_BEFORE' : undefined;
  const waivedBy = share.isNamedByRule ? share.value : undefined;
  return [
    makeFindingOf('account-outside-organization', severity, { detail: share.value, standing, waivedBy }),
  ];
}

export function isNewlyOutside({ type, isInOrganization, isThereNow }: RiskShare): boolean {
  return type === 'ACCOUNT' && isInOrganization === false && !isThereNow;
}
