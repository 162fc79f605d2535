import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { InvocationResult } from './invocation.ts';

/** Counts the invocations of the account, and turns away those beyond its limit. */
export interface Concurrency {
  during(requestId: string, invoke: () => Promise<InvocationResult>): Promise<InvocationResult>;
}

export function createConcurrency(
  clock: VirtualClock,
  { lambdaConcurrency = Number.POSITIVE_INFINITY, invocationSeconds = 0 },
): Concurrency {
  let running = 0;
  return {
    async during(requestId, invoke) {
      if (running >= lambdaConcurrency) return throttled(requestId);
      running++;
      const startedAt = clock.now();
      try {
        const result = await invoke();
        const restMs = startedAt + invocationSeconds * 1000 - clock.now();
        if (restMs > 0) await clock.delay(restMs);
        return result;
      } finally {
        running--;
      }
    },
  };
}

/** As Step Functions reports it: facts of AWS's own retry examples, "Lambda.TooManyRequestsException". */
function throttled(requestId: string): InvocationResult {
  return {
    status: 'FAILED',
    requestId,
    isThrottled: true,
    error: {
      errorType: 'Lambda.TooManyRequestsException',
      errorMessage: `Rate Exceeded. (Service: Lambda, Status Code: 429, Request ID: ${requestId})`,
    },
  };
}
