import type { Failure } from '../core/outcome/failure-of.ts';
import type { Problem } from '../core/problem.ts';

export const PORTFOLIO_SHARE_REFUSED = 'PortfolioShareRefused';

/**
 * Answer to an event that is not admitted as a request: malformed, not authorised, or its id reused. Keyed by
 * the incoming event's id, so that it can never contradict the outcome of another request of the same id.
 */
export interface PortfolioShareRefusedDetail {
  readonly version: '1';
  readonly eventId: string;
  /** Where one was readable. */
  readonly requestId?: string;
  readonly requester: { readonly account: string; readonly source: string };
  readonly ticket?: unknown;
  readonly code: Failure['code'];
  readonly cause: string;
  readonly whatToDo: string;
  readonly problems: readonly Problem[];
}
