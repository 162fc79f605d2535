/** Of the time that a turn has, what making a share again is given where nothing tells how long it takes. */
const UNKNOWN_PART = 1 / 20;
/** Two pauses before writes, and two last looks that come late. */
const PAUSES_SECONDS = 180;

/**
 * Whether a share that is deleted now can be made again before the deadline: a deletion and a creation, each as long
 * as the last action on it ran. What there is no time for is not begun.
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
