import { lease, principals, requests, share } from '../../config.yml';

export const shareSettings = share;
export const leaseSettings = lease;
export const principalPolicy = principals;
export const requesterPolicy = requests;

/** The lease that a portfolio's shares queue for. */
export function leaseScopeOf(portfolioId: string): string {
  return leaseSettings.scope === 'portfolio' ? portfolioId : 'ACCOUNT_AND_REGION';
}
