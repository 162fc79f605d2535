/** Lists of a portfolio's shares and principals were seen to lag 30 to 80 s behind. */
const LATELY_MS = 300_000;

/** Whether it was written so short a time ago that a list may not show it. @param at ISO 8601 */
export function isLately(at: string | undefined, nowMs: number): boolean {
  return at !== undefined && nowMs - Date.parse(at) < LATELY_MS;
}
