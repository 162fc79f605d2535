interface FailureEntry {
  /** Whether the same request, sent again under a new id, may succeed although nobody changes its content. */
  readonly mayRetry: boolean;
  readonly whatToDo: string;
}

/** The stable codes of `PortfolioShareFailed` and `PortfolioShareRefused`, with what a reader does next. */
export const FAILURES = {
  REQUEST_INVALID: {
    mayRetry: false,
    whatToDo: 'Correct the named fields and send it under a new requestId.',
  },
  REQUEST_ID_REUSED: { mayRetry: false, whatToDo: 'Send the other content under a requestId of its own.' },
  REQUESTER_NOT_ALLOWED: {
    mayRetry: false,
    whatToDo:
      'Add the account to config.yml (requests, vending or approvals), or ask from one that is allowed.',
  },
  DECISION_IGNORED: {
    mayRetry: false,
    whatToDo: 'Decide about the question that waits now, with its approvalId and digest.',
  },
  PRINCIPAL_INVALID: { mayRetry: false, whatToDo: 'Correct the named principals.' },
  PRINCIPAL_RISK_REFUSED: {
    mayRetry: false,
    whatToDo: 'Read the findings; narrow the principals or the share, or change the policy in config.yml.',
  },
  APPROVAL_REQUIRED: {
    mayRetry: false,
    whatToDo:
      'Read the findings; narrow the principals, name approvers, or have the policy allow their severity.',
  },
  APPROVAL_REJECTED: {
    mayRetry: false,
    whatToDo: 'Read the reason; narrow the principals or the share, then ask again.',
  },
  APPROVAL_TIMED_OUT: { mayRetry: true, whatToDo: 'Find somebody who decides, then ask again.' },
  PORTFOLIO_NOT_FOUND: {
    mayRetry: false,
    whatToDo: 'Check the portfolio id, and that it is in this account and Region.',
  },
  PORTFOLIO_NOT_OURS: {
    mayRetry: false,
    whatToDo: 'Ask in the account that owns the portfolio: what was shared with us cannot be shared again.',
  },
  NOT_FOUND: {
    mayRetry: false,
    whatToDo: 'Check the ids in the request: Service Catalog knows no such resource.',
  },
  NODE_NOT_FOUND: { mayRetry: false, whatToDo: 'Check the organization node id.' },
  NOTHING_TO_SHARE: {
    mayRetry: false,
    whatToDo: 'Add a rule for the unit to config.yml (vending), or ask for the share itself.',
  },
  ORGANIZATIONS_ACCESS_DISABLED: {
    mayRetry: true,
    whatToDo:
      'Enable it in the management account (servicecatalog:EnableAWSOrganizationsAccess), then ask again.',
  },
  ACCESS_DENIED: {
    mayRetry: true,
    whatToDo: "Read the service's reason in the cause, and let the account do what it names; then ask again.",
  },
  PERMISSION_MISSING: {
    mayRetry: true,
    whatToDo:
      'Let the named role do the named action: deploy the stack as packaged, or look for what denies it; then ask again.',
  },
  REFUSED_BY_SERVICE_CATALOG: { mayRetry: false, whatToDo: "Read Service Catalog's reason in the cause." },
  PRINCIPAL_NOT_FOUND: { mayRetry: true, whatToDo: 'Create the principal first, then ask again.' },
  PRINCIPAL_STILL_NEEDED: {
    mayRetry: false,
    whatToDo: 'Unshare without these principals, or unshare what needs them first.',
  },
  QUOTA_EXCEEDED: { mayRetry: false, whatToDo: 'Free or raise the named quota, then ask again.' },
  QUEUE_FULL: { mayRetry: true, whatToDo: 'Ask again when the queue of shares is shorter.' },
  SHARE_BUSY: {
    mayRetry: true,
    whatToDo: 'Find who else shares portfolios in this account, wait until that ends, then ask again.',
  },
  THROTTLED: { mayRetry: true, whatToDo: 'Ask again later.' },
  SERVICE_UNAVAILABLE: { mayRetry: true, whatToDo: 'Ask again later.' },
  LEDGER_UNAVAILABLE: { mayRetry: true, whatToDo: 'Ask again when DynamoDB answers.' },
  SHARE_FAILED: { mayRetry: true, whatToDo: 'Read the share errors in the outcome, then ask again.' },
  SHARE_TIMED_OUT: {
    mayRetry: true,
    whatToDo: 'Service Catalog may still finish: look at the share before asking again.',
  },
  SHARE_STATUS_UNKNOWN: {
    mayRetry: true,
    whatToDo: 'Look at the share in Service Catalog, or ask again: what is done already is left as it is.',
  },
  SHARE_CHANGED_MEANWHILE: {
    mayRetry: true,
    whatToDo: 'Somebody else changes this share: agree with them, then ask again.',
  },
  SUPERSEDED: {
    mayRetry: false,
    whatToDo: 'Nothing: a newer request for the same share replaces it.',
  },
  EXPIRED: { mayRetry: true, whatToDo: 'Ask again if it is still wanted.' },
  CANCELLED: { mayRetry: true, whatToDo: 'Ask again if it is still wanted.' },
  ABORTED: { mayRetry: true, whatToDo: 'Look at the share in Service Catalog, then ask again.' },
  LEASE_LOST: { mayRetry: true, whatToDo: 'Ask again: nothing was written after the lease was lost.' },
  INTERNAL_ERROR: {
    mayRetry: true,
    whatToDo: 'A defect of Foliocast: report it with the execution named here.',
  },
} as const satisfies Record<string, FailureEntry>;

export type FailureCode = keyof typeof FAILURES;

export function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(FAILURES, text);
}
