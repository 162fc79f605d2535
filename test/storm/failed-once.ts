/** Storms that once found a fault; every `npm test` runs them. Those that find a planted one: planted-defects.test.ts. */
export const FAILED_ONCE: readonly {
  readonly seed: number;
  readonly requests: number;
  readonly because: string;
}[] = [
  { seed: 46, requests: 3, because: 'what a share left behind expired with the share' },
  {
    seed: 2007,
    requests: 6,
    because: 'a pattern that nobody approved was live until its request had taken the names off the share',
  },
];
