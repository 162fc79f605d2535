import * as v from 'valibot';
import { FAILURES, type FailureCode } from '../core/failure-codes.ts';
import {
  aboutRequest,
  accountId,
  accountIds,
  count,
  finding,
  reachFields,
  text,
  time,
} from './schema-parts.ts';

const Failure = v.strictObject({
  code: v.picklist(Object.keys(FAILURES) as FailureCode[]),
  cause: text,
  whatToDo: text,
  mayRetry: v.boolean(),
  done: v.array(text),
  quota: v.optional(v.looseObject({ quotaName: text })),
  supersededBy: v.optional(text),
});

/** Absent where Service Catalog named no accounts. */
const reached = v.strictObject({ predicted: count, accounts: count, isAsPredicted: v.boolean() });

/** Detail of PortfolioShareCompleted, PortfolioShareCompletedWithErrors and PortfolioShareFailed. */
export const PortfolioShareOutcomeDetail = v.strictObject({
  version: v.literal('1'),
  outcomeId: text,
  ...aboutRequest,
  retryOf: v.optional(text),
  effect: v.picklist(['CREATED', 'UPDATED', 'UNCHANGED', 'REMOVED', 'UNKNOWN']),
  share: v.strictObject({
    shareTagOptions: v.boolean(),
    sharePrincipals: v.boolean(),
    status: v.optional(
      v.picklist(['NOT_STARTED', 'IN_PROGRESS', 'COMPLETED', 'COMPLETED_WITH_ERRORS', 'ERROR']),
    ),
    portfolioShareToken: v.optional(text),
    accepted: v.optional(v.boolean()),
  }),
  principals: v.looseObject({ associated: count, alreadyAssociated: count }),
  accounts: v.optional(
    v.strictObject({
      succeeded: count,
      failed: count,
      alreadyReached: count,
      alreadyReachedAccounts: accountIds,
      failures: v.array(v.strictObject({ accountId, error: text, message: text })),
      failuresNotNamed: v.optional(count),
      hasUnnamedFailures: v.optional(v.boolean()),
      doubtful: v.optional(accountIds),
    }),
  ),
  lostAccess: v.optional(v.strictObject({ count, accounts: accountIds })),
  reach: v.optional(v.strictObject({ ...reachFields, reached: v.optional(reached) })),
  reachedByTwoPaths: v.optional(v.looseObject({})),
  verification: v.optional(
    v.strictObject({ accountId, listed: v.boolean(), seconds: count, reason: v.optional(text) }),
  ),
  approval: v.optional(v.looseObject({ approvalId: text, digest: text })),
  findings: v.array(finding),
  failure: v.optional(Failure),
  timing: v.strictObject({ requestedAt: time, decidedAt: time, waitedSeconds: count, ranSeconds: count }),
  executionArn: text,
  /** `unconfirmed`: an earlier attempt to tell it had no answer, so that it may never have been told before. */
  delivery: v.strictObject({ repeat: v.boolean(), unconfirmed: v.optional(v.literal(true)) }),
});
