import type { Approval } from '../approval/approval.ts';
import type { Finding } from '../principals/finding.ts';
import type { RiskFacts } from '../principals/risk-facts.ts';
import type { ReachReport } from '../reach/reach-report.ts';
import type { Requester, ShareRequest } from '../request/share-request.ts';
import type { AccessLook } from '../share/access.ts';
import type { Means } from '../share/next-means.ts';
import type { ShareEnd } from '../share/share-end.ts';
import type { AccountsJudged } from '../share/share-errors.ts';
import type { ShareFlags, Write } from '../share/share-plan.ts';
import type { ShareStatus } from '../share/share-status.ts';
import type { QueuedWish } from './queued-wish.ts';
import type { TwoPaths } from './two-paths.ts';

/** How far a request has come; for people who look at the table, and for the sweeper. */
export type Phase =
  | 'ACCEPTED'
  | 'CHECKED'
  | 'AWAITING_APPROVAL'
  | 'QUEUED'
  | 'PLANNED'
  | 'WRITING'
  | 'VERIFYING'
  | 'DECIDED'
  | 'EMITTED';

/** What was about to be written, recorded before the call, and what is known of its answer. */
export interface WriteIntent {
  readonly write: Exclude<Write, 'NONE'>;
  /** Which write of its execution it is, counted from 1. */
  readonly number: number;
  /** ISO 8601; tells the attempts at one write apart. */
  readonly startedAt: string;
  /** An earlier attempt at this write had no answer: a refusal of a later one says nothing about it. */
  readonly isDoubted?: boolean;
  /** `REFUSED`: surely not done. `UNANSWERED`: not known yet. `ANSWERED`: Service Catalog took it. */
  readonly answer: 'UNANSWERED' | 'REFUSED' | 'ANSWERED';
  /** Of a refusal: somebody else's share action ran. */
  readonly isBusy?: true;
}

/** What is known of the share that this request wrote. */
export interface ShareRecord {
  readonly write: Exclude<Write, 'NONE'>;
  readonly portfolioShareToken?: string;
  readonly status: ShareStatus;
  /** How many accounts Service Catalog named as shared so far. */
  readonly successfulSoFar: number;
  readonly accounts?: AccountsJudged;
  /** The portfolio's own account is among those that Service Catalog named. */
  readonly isOwnerNamed?: true;
  /**
   * From its call until its end was seen; absent of what has not ended, of somebody else's action, and where it was not
   * recorded yet.
   */
  readonly ranSeconds?: number;
  /**
   * The share was there as asked, and creating it again, which then has no effect, told that nothing runs on it:
   * the token, where there is one, is that of its last action, whosever it was.
   */
  readonly isConfirmation?: boolean;
  /** That action was seen running: whether it was the creation of a share that had gone is not known. */
  readonly hasRun?: boolean;
  /** It was taken without a token: whether it has ended, the next call tells, which is refused as busy until then. */
  readonly isBlind?: true;
  /** Account-to-account shares wait for their recipient. */
  readonly accepted?: boolean;
  /** It has ended, yet is not there as it was asked for: somebody else writes to it, or it did not go. */
  readonly isOtherwise?: boolean;
}

export interface PrincipalsRecord {
  /** ISO 8601; tells the attempts apart: one that hung records nothing over a later one. */
  readonly startedAt?: string;
  /** Set while principals are being written: where it stays, more may be done than is counted. */
  readonly isUnsettled?: boolean;
  /** ISO 8601: a call before that had no answer, and may take effect late, whatever a later attempt was answered. */
  readonly doubtedAt?: string;
  readonly associated: number;
  readonly alreadyAssociated: number;
  /** Which of those that the request named, counted from 0, the portfolio lacked before it. */
  readonly toAssociate?: readonly number[];
  /** By UNSHARE and DISASSOCIATE, and only those that it named. */
  readonly disassociated?: number;
  /** By UNSHARE and DISASSOCIATE: how many of those that it named the portfolio had, before any was taken off. */
  readonly toDisassociate?: number;
  /**
   * Which of those that the request named, counted from 0, need no further call. By UNSHARE and DISASSOCIATE: they are
   * known to be off. By SHARE: it associated them.
   */
  readonly settled?: readonly number[];
}

/** Since the share ended: whether Service Catalog lists the account that the request asked about. */
export interface VerificationRecord {
  readonly accountId: string;
  readonly startedAt: string;
  readonly looks: number;
  readonly lookedAt?: string;
  readonly listed: boolean;
}

/** A request as the ledger holds it, from its acceptance on. Its outcome is in StoredRequest. */
export interface RequestRecord {
  readonly requestKey: string;
  readonly requester: Requester;
  readonly eventId: string;
  readonly requestedAt: string;
  readonly acceptedAt: string;
  readonly contentHash: string;
  readonly request: ShareRequest;
  readonly executionArn: string;
  /** When the sweeper is to look at it; absent once its outcome was emitted. */
  readonly workAt?: string;
  readonly phase: Phase;
  /** Position among the requests for the same share, in the order of their numbers: a higher one is newer. */
  readonly sequence?: number;
  readonly findings?: readonly Finding[];
  /** What a yes would be a yes to; absent of what was weighed before it was recorded. */
  readonly facts?: RiskFacts;
  /**
   * Whom the request was predicted to reach, before anything was written; absent where the organization is not read.
   */
  readonly reach?: ReachReport;
  /** Whether launches lent rights when that was weighed; absent of what was weighed before it was recorded. */
  readonly lentRights?: boolean;
  /** The latest wait for somebody's yes. */
  readonly approval?: Approval;
  /** Of acceptance, over all shares: who waits, waits in its order. Absent where version 0.1.0 accepted it. */
  readonly number?: number;
  /** Where version 0.1.0 answered the lease's grant to; since then that stands in the ticket. */
  readonly taskToken?: string;
  /** Whose queue it joined, should the configured scope change while it waits. */
  readonly leaseScope?: string;
  readonly fence?: number;
  readonly grantedAt?: string;
  readonly plannedWrite?: Write;
  /** How often the plan was made. */
  readonly plans?: number;
  /** Which visit of the machine made the last one: a repeated attempt of it does not count. */
  readonly planVisit?: string;
  readonly before?: ShareFlags | 'ABSENT';
  /** What was known of the share's last end when the request had its turn. */
  readonly endBefore?: ShareEnd;
  readonly principals?: PrincipalsRecord;
  /** Which of those that it names, counted from 0, had been taken off a moment before: a list may still name them. */
  readonly takenOffLately?: readonly number[];
  readonly intent?: WriteIntent;
  readonly share?: ShareRecord;
  /** UNSHARE: its deletion found that the share is not there. */
  readonly isProvenAbsent?: true;
  readonly remakes?: number;
  /**
   * Somebody else acted on a share while this request had its turn: what was known of the share before is not any
   * more.
   */
  readonly metOthers?: boolean;
  /** That action failed for some: with which flags accounts have the share, only an update of our own tells. */
  readonly metFailures?: true;
  /** The latest look at the accounts of the share's node. */
  readonly access?: AccessLook;
  /** Why an update was refused of a share that may be in ERROR. */
  readonly updateRefused?: string;
  /** Why the last call that was to bring the share to accounts that lacked it was refused. */
  readonly meansRefused?: string;
  /** By what it was tried to bring the share about to accounts that lacked it. */
  readonly tried?: readonly Means[];
  /** The last of them, and which visit of the machine chose it: a repeated attempt chooses the same. */
  readonly triedLast?: { readonly visit: string; readonly means: Means };
  /**
   * The share as its creation by this request ended, where further calls were made for the accounts that it missed.
   * `isOtherwise` once it was found to be gone, or with other flags.
   */
  readonly created?: ShareRecord;
  /** Of a request with `verifyAccountId`, from the end of its share. */
  readonly verification?: VerificationRecord;
  /** UNSHARE: accounts that may have lost the path by which they really had the portfolio. */
  readonly twoPaths?: TwoPaths;
  /** Who asked an operator's command to stop it. */
  readonly cancelledBy?: string;
  /** Who took the lease from it by an operator's command: it is finished even while its execution runs. */
  readonly leaseTakenBy?: string;
  /** The newer request whose contradicting wish stands in its place. */
  readonly supersededBy?: QueuedWish;
  /** From then on nothing more is written for it: its outcome is being decided. */
  readonly stoppedAt?: string;
  /** Who asked an operator's command to emit the outcome again. */
  readonly resendAskedBy?: string;
  /** When the latest emission began, so that two sweeps do not do the same one. */
  readonly emittingAt?: string;
  /** The attempt that may have told the outcome first: whatever another one tells may be a repeat. */
  readonly firstEmission?: string;
  readonly emittedAt?: string;
}
