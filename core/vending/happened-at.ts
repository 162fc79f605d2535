import { instantOf } from '../instant.ts';
import type { VendingEvent } from './announcement.ts';

/**
 * When CloudTrail says that it happened, in ISO 8601, or none. Times inside service events are left alone: Organizations
 * writes `Sep 16, 2020 9:20:50 PM` without saying in which zone.
 */
export function happenedAtOf({ eventTime }: VendingEvent['detail']): { readonly happenedAt?: string } {
  const happenedAt = instantOf(eventTime);
  return happenedAt === undefined ? {} : { happenedAt };
}
