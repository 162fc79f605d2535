import type { Undocumented } from './unknowns.ts';

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
  /** Until an account is created or closed (Organizations). */
  readonly accountChangeSeconds: number;
  /** Until a new IAM principal can be associated. */
  readonly newPrincipalSeconds: number;
  /** Until ListPrincipalsForPortfolio shows an association or its removal. */
  readonly principalListSeconds: number;
  /** Until DescribePortfolioShares shows a write. */
  readonly shareListSeconds: number;
  /** Until ListOrganizationPortfolioAccess shows a write. */
  readonly nodeListSeconds: number;
  /** Until ListPortfolioAccess shows that an account gained or lost access. */
  readonly accessListSeconds: number;
  /** Until ListAcceptedPortfolioShares shows a portfolio in the recipient's account. */
  readonly acceptedListSeconds: number;
  /** Until ListPortfolios shows a new or deleted portfolio. */
  readonly portfolioListSeconds: number;
  /** Until a new principal is listed under its ARN and not under its unique id. */
  readonly uniqueIdSeconds: number;
}

/** The documented quotas of the service, which a scenario may lift. */
export interface Quotas {
  readonly sharedAccountsPerPortfolio: number;
  readonly principalsPerPortfolio: number;
  readonly iamPatternsPerPortfolio: number;
  readonly portfoliosPerRegion: number;
}
