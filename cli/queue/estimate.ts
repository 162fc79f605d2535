/** How long it may take until a turn begins; `undefined` if no earlier turn is known. */
export function estimateSeconds(
  durations: readonly number[],
  before: number,
  ranSeconds: number,
): number | undefined {
  const sorted = durations.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) return undefined;
  return Math.max(0, median - ranSeconds) + before * median;
}
