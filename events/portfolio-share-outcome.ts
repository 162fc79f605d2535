import * as v from 'valibot';
import { FAILURES, type FailureCode } from '../core/failure-codes.ts';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.pipe(text, v.isoTimestamp());
const accountId = v.pipe(text, v.regex(/^\d{12}$/));
const accountIds = v.array(accountId);

const Failure = v.strictObject({
  code: v.picklist(Object.keys(FAILURES) as FailureCode[]),
  cause: text,
  whatToDo: text,
  mayRetry: v.boolean(),
  done: v.array(text),
  quota: v.optional(v.looseObject({ quotaName: text })),
  supersededBy: v.optional(text),
});

const counted = v.strictObject({
  count,
  accounts: accountIds,
  suspended: v.optional(count),
  outside: v.optional(count),
});

/** Accounts by count, the first hundred by name. */
const Reach = v.strictObject({
  treeReadAt: time,
  gaining: counted,
  losing: counted,
  keeping: counted,
  /** Absent where Service Catalog named no accounts. */
  reached: v.optional(v.strictObject({ predicted: count, accounts: count, isAsPredicted: v.boolean() })),
  principals: v.array(
    v.strictObject({
      principalArn: text,
      principalType: v.picklist(['IAM', 'IAM_PATTERN']),
      gains: count,
      loses: count,
    }),
  ),
});

const Finding = v.looseObject({
  id: text,
  severity: v.picklist(['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']),
  principalArn: v.optional(text),
  why: text,
  whatToDo: text,
});

/** Detail of PortfolioShareCompleted, PortfolioShareCompletedWithErrors and PortfolioShareFailed. */
export const PortfolioShareOutcomeDetail = v.strictObject({
  version: v.literal('1'),
  outcomeId: text,
  requestId: text,
  requester: v.strictObject({ account: text, source: text }),
  requestedBy: v.optional(text),
  ticket: v.optional(v.strictObject({ system: text, id: text, url: v.optional(text) })),
  retryOf: v.optional(text),
  action: v.picklist(['SHARE', 'UNSHARE', 'DISASSOCIATE']),
  portfolioId: text,
  organizationNode: v.optional(
    v.strictObject({ type: v.picklist(['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ACCOUNT']), value: text }),
  ),
  accountId: v.optional(accountId),
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
  reach: v.optional(Reach),
  reachedByTwoPaths: v.optional(v.looseObject({})),
  verification: v.optional(
    v.strictObject({ accountId, listed: v.boolean(), seconds: count, reason: v.optional(text) }),
  ),
  approval: v.optional(v.looseObject({ approvalId: text, digest: text })),
  findings: v.array(Finding),
  failure: v.optional(Failure),
  timing: v.strictObject({ requestedAt: time, decidedAt: time, waitedSeconds: count, ranSeconds: count }),
  executionArn: text,
  /** `unconfirmed`: an earlier attempt to tell it had no answer, so that it may never have been told before. */
  delivery: v.strictObject({ repeat: v.boolean(), unconfirmed: v.optional(v.literal(true)) }),
});
