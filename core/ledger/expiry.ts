import type { LedgerSettings } from './ledger-section.ts';

/** Seconds since 1970, as DynamoDB's time to live wants it. @param now ISO 8601 */
export function expiryOf(now: string, { keepDays }: LedgerSettings): number {
  return Math.floor(Date.parse(now) / 1000) + keepDays * 86_400;
}
