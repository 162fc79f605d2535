import { isInstant } from '../instant.ts';
import type { VendingEvent } from './announcement.ts';

/**
 * A time as CloudTrail writes it (`2019-11-16T12:09:32Z`), in ISO 8601, or none. Times inside service events
 * are left alone: Organizations writes `Sep 16, 2020 9:20:50 PM` without saying in which zone.
 */
export function happenedAtOf({ eventTime }: VendingEvent['detail']): { readonly happenedAt?: string } {
  if (typeof eventTime !== 'string') return {};
  const instant = eventTime.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  return isInstant(instant) ? { happenedAt: new Date(instant).toISOString() } : {};
}
