/** Of turns that took so many times as long as the median, nobody knows how long they will take. */
const UNUSUAL = 3;

/**
 * How long it may take until a turn begins; `undefined` if it cannot be reckoned: no earlier turn is known, the turn
 * of now takes unusually long, or by the clock of this machine it has not begun yet.
 */
export function estimateSeconds(
  durations: readonly number[],
  before: number,
  ranSeconds: number,
): number | undefined {
  const sorted = durations.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined || ranSeconds < 0 || ranSeconds > UNUSUAL * median) return undefined;
  return Math.max(0, median - ranSeconds) + before * median;
}
