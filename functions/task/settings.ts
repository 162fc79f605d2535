import {
  approvals,
  lease,
  ledger,
  principals,
  reconciliation,
  requests,
  share,
  vending,
  verification,
} from '../../config.yml';
import { MOST_QUESTIONS } from '../../core/approval/approval.ts';
import { expiryOf } from '../../core/ledger/expiry.ts';

export const shareSettings = share;
export const leaseSettings = lease;
export const principalPolicy = principals;
export const reconciliationSettings = reconciliation;
export const requesterPolicy = requests;
export const approvalPolicy = approvals;
export const verificationSettings = verification;
export const vendingPolicy = vending;

/** Until when the ledger keeps what ends now. */
export function keptUntil(now: string): number {
  return expiryOf(now, ledger);
}

/** Until when the ledger keeps what a request needs that begins now: until it has ended, and `keepDays` more. */
export function keptBeyondOpen(now: string): number {
  return keptUntil(now) + LONGEST_OPEN_SECONDS;
}

/** How long a request may be under way: questions, queue, turns and verification. `keepDays` counts from its end. */
const LONGEST_OPEN_SECONDS =
  MOST_QUESTIONS * approvals.timeoutSeconds +
  share.oldestSeconds +
  // What is half remade at a deadline may take as long again.
  (MOST_QUESTIONS + 1) * 2 * share.deadlineSeconds +
  verification.deadlineSeconds +
  // An execution that is redriven, and time that a ledger was away.
  14 * 86_400;

/** The lease that a portfolio's shares queue for. */
export function leaseScopeOf(portfolioId: string): string {
  return leaseSettings.scope === 'portfolio' ? portfolioId : 'ACCOUNT_AND_REGION';
}
