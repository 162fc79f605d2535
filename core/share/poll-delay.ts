export interface PollDelays {
  readonly firstSeconds: number;
  readonly factor: number;
  readonly mostSeconds: number;
}

/** Whole seconds before the next look, growing from poll to poll: Wait states take integers only. */
export function pollDelaySeconds(polls: number, { firstSeconds, factor, mostSeconds }: PollDelays): number {
  return Math.max(1, Math.min(mostSeconds, Math.round(firstSeconds * factor ** polls)));
}
