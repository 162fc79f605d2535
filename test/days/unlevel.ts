import type { Level } from './levels.ts';

/** Half of the days that a ledger keeps what has ended: before that it grows, and should. */
const KEPT_DAYS = 31;
const MOST_GROWTH = 1.25;

/** What grew from the third quarter of a long run to the fourth, in which as much came as went. */
export function unlevel(levels: readonly Level[]): string[] {
  const settled = levels.filter(({ day }) => day >= KEPT_DAYS);
  if (settled.length < 10) return [];
  const half = Math.floor(settled.length / 2);
  const [before, after] = [settled.slice(0, half), settled.slice(half)];
  const mean = (some: readonly Level[], of: (level: Level) => number) =>
    some.reduce((sum, level) => sum + of(level), 0) / some.length;
  return (['items', 'heapMegabytes'] as const).flatMap((what) => {
    const [one, other] = [mean(before, (level) => level[what]), mean(after, (level) => level[what])];
    return other > one * MOST_GROWTH
      ? [`not level: ${what} grew from ${one.toFixed(1)} to ${other.toFixed(1)}`]
      : [];
  });
}
