/** Nominal time of the sandbox: what services, waits and time-outs live in. Real time when nothing scales it. */
export interface Clock {
  /** Milliseconds since the epoch, nominal. */
  now(): number;
  /** Resolves after nominal milliseconds. */
  delay(ms: number): Promise<void>;
}

export const realClock: Clock = {
  now: () => Date.now(),
  delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
