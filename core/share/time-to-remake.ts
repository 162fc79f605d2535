/** If nothing tells how long a deletion or creation takes, each counts as this part of the turn's whole time. */
const UNKNOWN_PART = 1 / 20;
/** Two pauses before writes, and two last looks that come late. */
const PAUSES_SECONDS = 180;

/**
 * Whether a share that is deleted now can be created again before the deadline. The deletion and the creation each
 * count as long as the last action on the share ran. If there is no time, the deletion is not begun.
 * @param ranSeconds of the last action on the share; `undefined` where none was seen
 */
export function hasTimeToRemake(
  now: string,
  deadlineAt: string,
  ranSeconds: number | undefined,
  deadlineSeconds: number,
): boolean {
  const leftSeconds = (Date.parse(deadlineAt) - Date.parse(now)) / 1000;
  const each = ranSeconds ?? deadlineSeconds * UNKNOWN_PART;
  const pauses = Math.min(PAUSES_SECONDS, deadlineSeconds * UNKNOWN_PART);
  return leftSeconds >= 2 * each + pauses;
}
