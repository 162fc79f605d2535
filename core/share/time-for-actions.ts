/** If nothing tells how long an action takes, each counts as this part of the turn's whole time. */
const UNKNOWN_PART = 1 / 20;
/** Two pauses before writes, and two last looks that come late. */
const PAUSES_SECONDS = 180;

/** To make a share again takes a deletion and a creation. */
export const REMAKE_ACTIONS = 2;

/**
 * Whether so many actions on the share can end before the deadline. Each counts as long as the last one ran. If there is
 * no time, none is begun.
 * @param ranSeconds of the last action on the share; `undefined` where none was seen
 */
export function hasTimeFor(
  actions: number,
  now: string,
  deadlineAt: string,
  ranSeconds: number | undefined,
  deadlineSeconds: number,
): boolean {
  const leftSeconds = (Date.parse(deadlineAt) - Date.parse(now)) / 1000;
  const each = ranSeconds ?? deadlineSeconds * UNKNOWN_PART;
  const pauses = Math.min(PAUSES_SECONDS, deadlineSeconds * UNKNOWN_PART);
  return leftSeconds >= actions * each + pauses;
}
