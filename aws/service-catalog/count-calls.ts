import { readingClient } from './client.ts';

let calls = 0;

// Behind the SDK's retries, so that each of its attempts is counted.
readingClient.middlewareStack.add(
  (next) => async (args) => {
    calls += 1;
    return next(args);
  },
  { step: 'finalizeRequest', priority: 'low', name: 'countCalls' },
);

/** Reading calls to Service Catalog that this process has made, attempts of the SDK's own included. */
export function readingCalls(): number {
  return calls;
}
