/** What one way of sharing did with the same requests and the same durations. */
export interface Measured {
  readonly name: string;
  readonly succeeded: number;
  readonly createCalls: number;
  readonly makespanSeconds: number;
  /** Only where nearly all succeeded is the time between shares worth a figure. */
  readonly overheadSecondsPerShare?: number;
  readonly overheadSecondsAtMost?: number;
}
