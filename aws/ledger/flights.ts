import type { Recipient } from '../../core/share/recipient.ts';
import { nowSeconds } from './expiry.ts';
import { queryPartition } from './queries.ts';
import { IS_REPEATABLE, type ItemKey, putItem, updateItem } from './table.ts';

/**
 * A request that is under way about a share has an item beside it. An item each: thousands about one share do not make
 * the share's item large.
 * @param expiresAt seconds since 1970, not before the request has ended; for an attempt that thaws after that
 */
export function beginFlight(
  portfolioId: string,
  recipient: Recipient,
  requestKey: string,
  expiresAt: number,
): Promise<void> {
  return putItem({ ...keyOf(portfolioId, recipient, requestKey), expiresAt });
}

/** The item counts as gone from now on. Safe to repeat. */
export async function landFlight(
  portfolioId: string,
  recipient: Recipient,
  requestKey: string,
): Promise<void> {
  await updateItem(keyOf(portfolioId, recipient, requestKey), {
    update: 'SET expiresAt = :now',
    condition: 'attribute_exists(pk)',
    values: { ':now': nowSeconds() },
    isOurs: IS_REPEATABLE,
  });
}

/** Keys of the requests that are under way about a share. */
export async function listFlights(portfolioId: string, recipient: Recipient): Promise<string[]> {
  const { pk, sk } = keyOf(portfolioId, recipient, '');
  return flightsIn(await queryPartition(pk, sk));
}

/** The same of a portfolio, whatever the share. */
export async function listAllFlights(portfolioId: string): Promise<string[]> {
  return flightsIn(await queryPartition(`PORTFOLIO#${portfolioId}`, 'FLIGHT#'));
}

/** Keys of the requests of which a portfolio's partition says that they are under way. */
export function flightsIn(items: readonly ItemKey[]): string[] {
  return items.flatMap(({ sk }) => (sk.startsWith('FLIGHT#') ? [sk.split('#')[3] ?? ''] : []));
}

function keyOf(portfolioId: string, { type, value }: Recipient, requestKey: string): ItemKey {
  return { pk: `PORTFOLIO#${portfolioId}`, sk: `FLIGHT#${type}#${value}#${requestKey}` };
}
