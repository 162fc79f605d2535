/** Whole seconds from one instant to a later one, both ISO 8601; 0 where it is not later. */
export function secondsSince(at: string, now: string): number {
  return Math.max(0, Math.round((Date.parse(now) - Date.parse(at)) / 1000));
}
