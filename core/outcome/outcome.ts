import type { ApprovalDecision } from '../approval/approval.ts';
import type { PrincipalsRecord } from '../ledger/request-record.ts';
import type { TwoPaths } from '../ledger/two-paths.ts';
import type { Finding } from '../principals/finding.ts';
import type { ReachReport } from '../reach/reach-report.ts';
import type { AboutRequest } from '../request/about-request.ts';
import type { LostAccess } from '../share/access.ts';
import type { AccountFailure } from '../share/share-errors.ts';
import type { Failure } from './failure-of.ts';
import type { Verification } from './verification.ts';

export const OUTCOME_DETAIL_TYPES = [
  'PortfolioShareCompleted',
  'PortfolioShareCompletedWithErrors',
  'PortfolioShareFailed',
] as const;

export type OutcomeDetailType = (typeof OUTCOME_DETAIL_TYPES)[number];

/** What the request changed in Service Catalog; UNKNOWN where a lost answer left no way to know. */
export type Effect = 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'REMOVED' | 'UNKNOWN';

/** The one decided answer to a request: detail of the event named by `detailType`, less `delivery`. */
export interface Outcome {
  readonly detailType: OutcomeDetailType;
  readonly detail: OutcomeDetail;
}

export interface OutcomeDetail extends AboutRequest {
  readonly version: '1';
  readonly outcomeId: string;
  readonly retryOf?: string;
  readonly effect: Effect;
  readonly share: {
    readonly shareTagOptions: boolean;
    readonly sharePrincipals: boolean;
    readonly status?: string;
    readonly portfolioShareToken?: string;
    /** False while an account-to-account share waits for its recipient. */
    readonly accepted?: boolean;
  };
  readonly principals: Pick<PrincipalsRecord, 'associated' | 'alreadyAssociated' | 'disassociated'>;
  readonly accounts?: {
    readonly succeeded: number;
    readonly failed: number;
    readonly alreadyReached: number;
    readonly alreadyReachedAccounts: readonly string[];
    readonly failures: readonly AccountFailure[];
    /** Where not every failed account is named here. */
    readonly failuresNotNamed?: number;
    /** Where Service Catalog says that more accounts failed, and does not say which. */
    readonly hasUnnamedFailures?: boolean;
    /** Without access, and not counted as failed: whether AWS reaches them is not known. */
    readonly doubtful?: readonly string[];
  };
  /** Who had access when the share's last action ended, and has not now. */
  readonly lostAccess?: LostAccess;
  /** Whom the request was predicted to reach, by the organization as it was read then. */
  readonly reach?: ReachReport & {
    /** How many accounts it was predicted to change something for, and how many Service Catalog named as done. */
    readonly reached?: {
      readonly predicted: number;
      readonly accounts: number;
      readonly isAsPredicted: boolean;
    };
  };
  /** UNSHARE: accounts that had the portfolio by two paths, looked at again now that one is gone. */
  readonly reachedByTwoPaths?: TwoPaths;
  /** Where the request asked about an account. */
  readonly verification?: Verification;
  /** Where policy asked for somebody's yes; names are as claimed. */
  readonly approval?: { readonly approvalId: string; readonly digest: string } & Partial<
    Omit<ApprovalDecision, 'eventId'>
  >;
  readonly findings: readonly Finding[];
  readonly failure?: Failure & { readonly done: readonly string[] };
  readonly timing: {
    readonly requestedAt: string;
    readonly decidedAt: string;
    /** From acceptance to the grant of the lease; the whole of it where the lease was never granted. */
    readonly waitedSeconds: number;
    /** From the grant of the lease to the decision. */
    readonly ranSeconds: number;
  };
  readonly executionArn: string;
}
