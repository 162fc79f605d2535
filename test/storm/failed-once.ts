/** Storms that once found a fault, and are run by every `npm test` since. */
export const FAILED_ONCE: readonly {
  readonly seed: number;
  readonly requests: number;
  readonly because: string;
}[] = [];
