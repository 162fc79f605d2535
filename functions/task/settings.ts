import {
  approvals,
  lease,
  principals,
  reconciliation,
  requests,
  share,
  vending,
  verification,
} from '../../config.yml';

export const shareSettings = share;
export const leaseSettings = lease;
export const principalPolicy = principals;
export const reconciliationSettings = reconciliation;
export const requesterPolicy = requests;
export const approvalPolicy = approvals;
export const verificationSettings = verification;
export const vendingPolicy = vending;

/** The lease that a portfolio's shares queue for. */
export function leaseScopeOf(portfolioId: string): string {
  return leaseSettings.scope === 'portfolio' ? portfolioId : 'ACCOUNT_AND_REGION';
}
