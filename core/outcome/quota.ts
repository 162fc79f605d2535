/** A quota of Service Catalog, in the words of Service Quotas. */
export interface Quota {
  readonly serviceCode: 'servicecatalog';
  readonly quotaName: string;
  /** Absent where Service Quotas does not list it. */
  readonly quotaCode?: string;
  /** AWS's default; the account's own may be higher where it is adjustable. */
  readonly value: number;
  readonly adjustable: boolean;
}

/** Source: Service Catalog quotas, and AssociatePrincipalWithPortfolio for the patterns. */
const SHARED_ACCOUNTS: Quota = {
  serviceCode: 'servicecatalog',
  quotaName: 'Shared accounts per portfolio',
  quotaCode: 'L-A2FB1BD2',
  value: 5_000,
  adjustable: false,
};
const PRINCIPALS: Quota = {
  serviceCode: 'servicecatalog',
  quotaName: 'Users, groups, and roles per portfolio',
  quotaCode: 'L-E8959660',
  value: 100,
  adjustable: true,
};
const PATTERNS: Quota = {
  serviceCode: 'servicecatalog',
  quotaName: 'IAM_PATTERN principals per portfolio',
  value: 10,
  adjustable: false,
};

/** LimitExceededException names no quota: the call that met it does, and so does our own count beforehand. */
export function quotaOf(message: string): Quota | undefined {
  if (/^(Create|Update|Delete)PortfolioShare\b/.test(message)) return SHARED_ACCOUNTS;
  if (/IAM_PATTERN/.test(message)) return PATTERNS;
  if (/^AssociatePrincipalWithPortfolio\b/.test(message) || /L-E8959660/.test(message)) return PRINCIPALS;
  return undefined;
}
