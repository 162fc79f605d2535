import { nowSeconds } from './expiry.ts';
import { putItem } from './table.ts';

export interface DiscardedEvent {
  readonly eventId: string;
  /** The event as its target would have been given it. */
  readonly input: string;
  readonly reason: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/** As long as requests are by default. */
const KEPT_SECONDS = 400 * 86_400;
/** An item takes 400 KB, and an event is smaller. If something is cut, it is only the event. */
const MOST_CHARACTERS = 300_000;

/** Keeps an undelivered event that an operator takes out of the queue for good. */
export async function recordDiscarded({ input, ...event }: DiscardedEvent): Promise<void> {
  const kept = { ...event, input: input.slice(0, MOST_CHARACTERS) };
  const expiresAt = nowSeconds() + KEPT_SECONDS;
  await putItem({ pk: `DISCARDED#${event.eventId}`, sk: 'DISCARDED', ...kept, expiresAt });
}
