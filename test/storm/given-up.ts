import type { ServiceCall } from '../../sandbox/call-log.ts';
import { retryPolicy } from '../contract/retries.ts';
import type { OutcomeEvent } from './world-invariants.ts';

const WRITES = ['AssociatePrincipalWithPortfolio', 'DisassociatePrincipalFromPortfolio'];
/** A Task is tried so often without progress: once, and then by its retry policy. */
const MOST_TRIES = 1 + retryPolicy('catalog').MaxAttempts;
/** `share.deadlineSeconds` of test/config.yml. */
const DEADLINE_SECONDS = 7_200;

/** Requests that were given up as throttled, though some of their principals had just been written, and there was time. */
export function givenUp(outcomes: readonly OutcomeEvent[], calls: readonly ServiceCall[]): string[] {
  const ofPrincipals = calls.filter(({ functionName }) => functionName?.endsWith('sociatePrincipals'));
  return outcomes
    .filter(
      ({ detail: { failure, timing } }) =>
        failure?.code === 'THROTTLED' && timing.ranSeconds < DEADLINE_SECONDS,
    )
    .filter(({ detail: { timing } }) => {
      const before = ofPrincipals.filter(({ at }) => at <= Date.parse(timing.decidedAt));
      const last = before.findLastIndex(isProgress);
      const failed = before.slice(last + 1).filter(({ error }) => error !== undefined);
      return last >= 0 && failed.length > 0 && failed.length < MOST_TRIES;
    })
    .map(({ detail }) => detail.requestId);
}

function isProgress({ operation, error }: ServiceCall): boolean {
  return WRITES.includes(operation) && error === undefined;
}
