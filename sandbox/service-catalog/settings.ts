/** What a scenario decides about the service. Every default stands in the scenario's schema. */
export interface Settings {
  readonly durations: Durations;
  readonly quotas: Quotas;
  readonly undocumented: Undocumented;
}

/** Nominal seconds. None of them is documented by AWS. */
export interface Durations {
  /** From the accepted call to the terminal status of its token. */
  readonly shareSeconds: number;
  readonly updateSeconds: number;
  readonly deleteSeconds: number;
  /** How long a token says NOT_STARTED; a part of the duration of the share. */
  readonly notStartedSeconds: number;
  /** Accounts follow one another at this distance, or closer where the share would last longer. */
  readonly accountSeconds: number;
  /** Accounts that take this long from the start of a share, which then lasts at least as long. */
  readonly accounts: Readonly<Record<string, number>>;
  /** Shares to these nodes take this long. */
  readonly nodes: Readonly<Record<string, number>>;
  /** Until a moved account gains or loses what its new place gives. */
  readonly syncSeconds: number;
  /** How long Organizations access is UNDER_CHANGE. */
  readonly accessChangeSeconds: number;
  /** Until a new IAM principal can be associated. */
  readonly newPrincipalSeconds: number;
  /** Until an association or its removal is listed. */
  readonly principalListSeconds: number;
}

/** The documented quotas of the service, which a scenario may lift. */
export interface Quotas {
  readonly sharedAccountsPerPortfolio: number;
  readonly principalsPerPortfolio: number;
  readonly iamPatternsPerPortfolio: number;
  readonly portfoliosPerRegion: number;
}

export type ModelledError =
  | 'InvalidParametersException'
  | 'InvalidStateException'
  | 'OperationNotSupportedException'
  | 'ResourceNotFoundException';

/** How the service behaves where AWS documents nothing and nobody has published an observation. */
export interface Undocumented {
  /** How far "one share action at a time" reaches. */
  readonly oneShareActionPer: 'NOTHING' | 'PORTFOLIO' | 'ACCOUNT_AND_REGION' | 'ACCOUNT' | 'ORGANIZATION';
  /** Whether an account share, which is done at once, is refused too while a share action runs. */
  readonly accountSharesWait: boolean;
  /** What CreatePortfolioShare answers for a share that exists: the token of its last action, or none. */
  readonly tokenOfExistingShare: 'LAST' | 'NONE';
  readonly statusWhenEveryAccountFails: 'ERROR' | 'COMPLETED_WITH_ERRORS';
  /** Whether an account that already had the portfolio by another path keeps it when that path goes. */
  readonly duplicateKeepsAccess: boolean;
  /** Whether the portfolio's own account is among the accounts that a share to its node reaches. */
  readonly shareReachesOwner: boolean;
  readonly shareReachesSuspendedAccounts: boolean;
  /** The API's page says no, the launch note of 2022-11-18 says yes. */
  readonly sharePrincipalsWithMemberAccount: boolean;
  /** Whether enabling Organizations access again catches up with what moved meanwhile. */
  readonly enablingCatchesUp: boolean;
  /** Page size where the request names none or 0. */
  readonly defaultPageSize: number;
  /** The names of errors that the documentation describes without naming them. */
  readonly errors: {
    readonly notAdministrator: ModelledError;
    readonly organizationsAccessDisabled: ModelledError;
    readonly sharedPortfolio: ModelledError;
    readonly sharedProduct: ModelledError;
    readonly updateOfUnfinishedShare: ModelledError;
    readonly unknownNode: ModelledError;
    readonly sharePrincipalsWithAccount: ModelledError;
    readonly delegatedAdministratorsExist: ModelledError;
  };
}
