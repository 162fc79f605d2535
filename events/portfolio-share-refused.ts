import * as v from 'valibot';
import { FAILURES, type FailureCode } from '../core/failure-codes.ts';
import { type Problem, VALUE_TYPES } from '../core/problem.ts';

export const PORTFOLIO_SHARE_REFUSED = 'PortfolioShareRefused';

/**
 * Answer to an event that nothing comes of: a request that is malformed, not authorised, or whose id was reused; an
 * announcement of an account; a decision that does not count; an acknowledgement that cannot be read. Keyed by the
 * incoming event's id, so that it can never contradict the outcome of another request of the same id.
 */
export interface PortfolioShareRefusedDetail {
  readonly version: '1';
  /** The same whenever this refusal is told again. */
  readonly refusalId: string;
  /** Of the event that is refused. */
  readonly eventId: string;
  /** Where one was readable. */
  readonly requestId?: string;
  readonly requester: { readonly account: string; readonly source: string };
  readonly ticket?: unknown;
  readonly code: FailureCode;
  readonly cause: string;
  readonly whatToDo: string;
  readonly problems: readonly Problem[];
  /** All of it in a sentence or two, for people. */
  readonly summary: string;
}

/** The same as a schema, for those who receive it and for tests. */
export const PortfolioShareRefusedSchema = v.strictObject({
  version: v.literal('1'),
  refusalId: v.optional(v.string()),
  eventId: v.string(),
  requestId: v.optional(v.string()),
  requester: v.strictObject({ account: v.string(), source: v.string() }),
  ticket: v.optional(v.looseObject({})),
  code: v.picklist(Object.keys(FAILURES) as FailureCode[]),
  cause: v.string(),
  whatToDo: v.string(),
  problems: v.array(
    v.strictObject({
      field: v.string(),
      value: v.optional(v.string()),
      valueType: v.optional(v.picklist(VALUE_TYPES)),
      expected: v.string(),
    }),
  ),
  summary: v.optional(v.string()),
});
