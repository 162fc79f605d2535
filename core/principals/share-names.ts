import type { Recipient } from '../share/recipient.ts';

/** Shares named in one sentence; the rest is counted, since a portfolio can have hundreds. */
const MOST_NAMED = 5;

export function nameShares(shares: readonly Recipient[]): string {
  return nameSome(shares.map(({ value }) => value));
}

export function nameSome(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMED).join(', ');
  return names.length > MOST_NAMED ? `${named} and ${names.length - MOST_NAMED} more` : named;
}
