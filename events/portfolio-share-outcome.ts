import * as v from 'valibot';
import { failure } from './failure-schema.ts';
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
  principals: v.strictObject({
    associated: count,
    alreadyAssociated: count,
    disassociated: v.optional(count),
  }),
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
  failure: v.optional(v.strictObject({ ...failure, done: v.array(text) })),
  timing: v.strictObject({ requestedAt: time, decidedAt: time, waitedSeconds: count, ranSeconds: count }),
  executionArn: text,
  /** `unconfirmed`: an earlier attempt to tell it had no answer, so that it may never have been told before. */
  delivery: v.strictObject({ repeat: v.boolean(), unconfirmed: v.optional(v.literal(true)) }),
});
