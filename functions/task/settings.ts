import { LEASE_SETTINGS, SHARE_SETTINGS } from '../../core/config/share-settings.ts';

export const shareSettings = SHARE_SETTINGS;
export const leaseSettings = LEASE_SETTINGS;

/** The lease that a portfolio's shares queue for. */
export function leaseScopeOf(portfolioId: string): string {
  return leaseSettings.scope === 'portfolio' ? portfolioId : 'ACCOUNT_AND_REGION';
}
