import type { RiskInput, RiskShare } from '../principals/risk-input.ts';
import type { Standing } from '../reach/standing.ts';
import type { ShareRequest } from '../request/share-request.ts';
import { isSameRecipient, type Recipient } from '../share/recipient.ts';
import type { Known } from './known.ts';
import { lateShares } from './late-shares.ts';

/**
 * The shares of a portfolio as risk is weighed on them: principal names are shared with the organization and units only.
 * A list may lag behind other requests: names that are either listed or wanted count where they make a request worse;
 * only those that are both, or that nobody ever asked about, excuse it.
 */
export function riskShares(
  { recipient, sharePrincipals }: Pick<ShareRequest, 'recipient' | 'sharePrincipals'>,
  { shares }: Standing,
  known: Known,
): Pick<RiskInput, 'share' | 'otherShares'> {
  const entryOf = (one: Recipient) => known.entries?.find((entry) => isSameRecipient(entry.recipient, one));
  const riskOf = ({ type, value }: Recipient, now: boolean, then: boolean): RiskShare => {
    const approved = entryOf({ type, value })?.approved;
    return {
      type,
      value,
      sharesPrincipalsNow: now,
      willSharePrincipals: then,
      reachesManagementAccount: known.managementNodes?.has(value) ?? true,
      ...(approved && { approved }),
    };
  };
  const passing = shares.filter((share) => share.sharePrincipals);
  const others = passing.filter((share) => !isSameRecipient(share, recipient));
  const late = lateShares(shares, known.entries ?? [], known.nowMs);
  const lateOthers = late.filter((share) => !isSameRecipient(share, recipient));
  const isLate = !sharePrincipals && lateOthers.length < late.length;
  const hasNames = (share: Recipient) => {
    const entry = entryOf(share);
    return !entry || entry.generation === 0 || entry.wanted?.sharePrincipals === true;
  };
  const isSharedNow = others.length < passing.length && (!sharePrincipals || hasNames(recipient));
  const { above = [] } = known.recipient;
  const isCoveredNow =
    sharePrincipals && !isSharedNow && others.some((share) => above.includes(share.value) && hasNames(share));
  return {
    share: {
      ...riskOf(recipient, isSharedNow || isLate, sharePrincipals),
      ...accountShare(recipient, shares, known),
      ...(isCoveredNow && { isCoveredNow }),
    },
    otherShares: [...others, ...lateOthers].map((other) => riskOf(other, true, true)),
  };
}

function accountShare(
  recipient: Recipient,
  shares: Standing['shares'],
  { recipient: { isInOrganization, isNamedByRule }, entries = [] }: Known,
): Pick<RiskShare, 'isInOrganization' | 'isThereNow' | 'isNamedByRule' | 'isWantedNow'> {
  if (recipient.type !== 'ACCOUNT') return {};
  const entry = entries.find((one) => isSameRecipient(one.recipient, recipient));
  return {
    isThereNow: shares.some((share) => isSameRecipient(share, recipient)),
    ...(isInOrganization !== undefined && { isInOrganization }),
    ...(isNamedByRule && { isNamedByRule }),
    ...(entry?.wanted && { isWantedNow: true }),
  };
}
