/** Storms that once found a fault, and are run by every `npm test` since. */
export const FAILED_ONCE: readonly {
  readonly seed: number;
  readonly requests: number;
  readonly because: string;
}[] = [{ seed: 46, requests: 3, because: 'what a share left behind expired with the share' }];
