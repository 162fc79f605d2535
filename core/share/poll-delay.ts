export interface PollDelays {
  /** The shortest delay: the end of a short share is seen so many seconds late at worst. */
  readonly firstSeconds: number;
  /** Each poll comes when the share has run so many times as long as at the poll before. */
  readonly factor: number;
  readonly mostSeconds: number;
}

/**
 * Whole seconds before the next poll: Wait states take integers only. The delay grows with the time that the share has
 * run, so a poll comes late by a small part of that time, and never by more than `mostSeconds`.
 */
export function pollDelaySeconds(polls: number, delays: PollDelays): number {
  let elapsed = 0;
  for (let poll = 0; poll < polls; poll++) {
    const delay = delayAfter(elapsed, delays);
    if (delay === delays.mostSeconds) return delay;
    elapsed += delay;
  }
  return delayAfter(elapsed, delays);
}

function delayAfter(elapsed: number, { firstSeconds, factor, mostSeconds }: PollDelays): number {
  return Math.max(1, Math.min(mostSeconds, Math.max(firstSeconds, Math.round(elapsed * (factor - 1)))));
}
