/** Seconds as people say them, in at most two units. */
export function lasting(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 120) return `${minutes} min`;
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60];
  return hours < 48 ? `${hours} h${left > 0 ? ` ${left} min` : ''}` : `${Math.round(hours / 24)} days`;
}

/** How old something is. @param iso ISO 8601 */
export function ageOf(iso: string, nowMs: number): string {
  return `${lasting((nowMs - Date.parse(iso)) / 1000)} old`;
}

/** An instant without its milliseconds. @param iso ISO 8601 */
export function instant(iso: string): string {
  return iso.replace(/\.\d+Z$/, 'Z');
}
