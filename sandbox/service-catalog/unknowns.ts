/** Something that AWS leaves open and a caller can notice. */
export interface Unknown<TValue extends string | number | boolean = string | number | boolean> {
  /** What AWS may do. The first is the default: what was seen, else what is the least kind. */
  readonly values: readonly [TValue, ...TValue[]];
  readonly question: string;
  /** What speaks for the default; nothing where it is a guess. */
  readonly source?: string;
}

const unknown = <const TValue extends string | number | boolean>(
  values: readonly [TValue, ...TValue[]],
  question: string,
  source?: string,
): Unknown<TValue> => ({ values, question, ...(source !== undefined && { source }) });

/** Answers and their effects. */
export const unknowns = {
  oneShareActionPer: unknown(
    ['ACCOUNT_AND_REGION', 'NOTHING', 'PORTFOLIO', 'ACCOUNT', 'ORGANIZATION'],
    'how far "one share action at a time" reaches; one share is never acted on twice at once',
    'seen on creates of one portfolio, one account, one Region: landing-zone-accelerator 601 and 893',
  ),
  accountSharesWait: unknown(
    [true, false],
    'whether account shares are refused too while a share action runs',
  ),
  checkedBeforeBusy: unknown(
    ['NOTHING', 'EXISTING_SHARE', 'OWN_ACCOUNT', 'BOTH'],
    'what CreatePortfolioShare looks at before it refuses because another action runs: whether the share exists, whether the account is the caller',
  ),
  writesWithoutToken: unknown(
    ['NONE', 'CREATE', 'UPDATE', 'DELETE', 'ALL'],
    'which writes to a node answer no token although they start an action',
    'API reference: each answers one',
  ),
  tokenOfExistingShare: unknown(
    ['LAST', 'NONE', 'NEW'],
    'what CreatePortfolioShare answers for a share that exists: the token of its last action, none, or one of an action that does nothing',
  ),
  createOfShareInError: unknown(
    ['NO_EFFECT', 'MAKES_AGAIN'],
    'what CreatePortfolioShare does to a share whose creation ended in ERROR',
    'seen: such a share is unusable and has to be deleted and made again, Terraform provider pull request 24730',
  ),
  shareAfterFailedCreation: unknown(
    ['STAYS', 'GONE'],
    'whether a share whose creation ended in ERROR exists',
  ),
  shareAfterFailedDeletion: unknown(
    ['STAYS', 'GONE'],
    'what a deletion that ended with errors leaves: the share with the accounts that failed, which can be deleted again, or nothing',
  ),
  laterAccountsOfFailedShare: unknown(
    ['REACHED', 'NOT_REACHED'],
    'whether a share whose creation ended in ERROR reaches an account that comes to its node later',
  ),
  flagsOfFailedUpdate: unknown(
    ['OLD', 'NEW'],
    'which flags a share has after an update of it ended in ERROR',
  ),
  updateOfShareInError: unknown(
    ['TAKEN', 'REFUSED'],
    'whether a share whose last action ended in ERROR can be updated',
  ),
  updateReaches: unknown(
    ['THOSE_WITH_ACCESS', 'EVERYBODY'],
    'whether an update gives access to accounts that the creation did not reach',
  ),
  deleteOfAbsentAccountShare: unknown(
    ['NOTHING', 'REFUSED'],
    'what deleting an account share does that is not there: nothing, or ResourceNotFoundException',
    'seen in 2020: 200 and nothing',
  ),
  deleteOfAbsentNodeShare: unknown(
    ['REFUSED', 'NOTHING', 'TOKEN'],
    'the same for a node: ResourceNotFoundException, no token, or the token of an action that does nothing',
  ),
  statusWhenEveryAccountFails: unknown(
    ['ERROR', 'COMPLETED_WITH_ERRORS'],
    'how a share ends that reached nobody',
  ),
  statusOfDuplicatesAlone: unknown(
    ['COMPLETED_WITH_ERRORS', 'COMPLETED', 'ERROR'],
    'how a share ends that met duplicates and nobody else',
  ),
  shareErrorsName: unknown(
    ['EACH_ONCE', 'ONE_OF_EACH', 'TWICE', 'NOBODY', 'NO_ACCOUNTS', 'NO_DETAILS'],
    'whom ShareErrors names at the end: each failed account once, one account for each reason, each in SuccessfulShares too, no entry, entries without accounts, or ShareDetails is absent',
    'seen for each: Terraform provider pull request 24730, Service Catalog Puppet',
  ),
  shareErrorNames: unknown(
    ['EXCEPTION', 'SHORT', 'QUALIFIED', 'UPPER_CASE', 'NONE'],
    'how Error in ShareErrors is spelled: DuplicateResourceException, DuplicateResource, com.amazonaws.servicecatalog#DuplicateResourceException, DUPLICATE_RESOURCE, or not at all',
    'seen: DuplicateResourceException and ThrottlingException',
  ),
  duplicateKeepsAccess: unknown(
    [true, false],
    'whether an account that had the portfolio by another path keeps it when that path goes',
  ),
  shareReachesOwner: unknown(
    [false, true],
    "whether the portfolio's own account is among the accounts of a node",
    'seen: the management account owned the portfolio and was not listed for the organization',
  ),
  shareReachesSuspendedAccounts: unknown([true, false], 'whether suspended accounts are reached'),
  sharePrincipalsWithMemberAccount: unknown(
    [false, true],
    'whether SharePrincipals is taken with a node of type ACCOUNT',
    'API reference: no; the launch note of 2022-11-18: yes',
  ),
  enablingCatchesUp: unknown(
    [true, false],
    'whether enabling access again catches up with moves within the organization',
  ),
  statusOfTrustedAccess: unknown(
    ['DISABLED', 'ENABLED'],
    'what GetAWSOrganizationsAccessStatus says where trusted access was enabled through Organizations alone; sharing works',
  ),
  tokenAfterDeregistration: unknown(
    ['KEPT', 'GONE'],
    'whether the tokens of a delegated administrator outlive its de-registration',
  ),
  shareOfDeletedUnit: unknown(['STAYS', 'GONE'], 'whether a share with a unit outlives the unit'),
  defaultPageSize: unknown([20, 1, 3, 100], 'the page size where none or 0 is asked for'),
} as const;

/** What lists show. How far each lags behind is a duration of the scenario. */
export const unknownListings = {
  listedWhileCreated: unknown(
    ['SHOWN', 'HIDDEN'],
    'whether DescribePortfolioShares and ListOrganizationPortfolioAccess show a share whose creation runs',
  ),
  listedWhileUpdated: unknown(
    ['OLD_FLAGS', 'NEW_FLAGS', 'HIDDEN'],
    'how they show a share while an update of it runs',
  ),
  listedWhileDeleted: unknown(['SHOWN', 'HIDDEN'], 'whether they show a share whose deletion runs'),
  nodeAccountListedUnder: unknown(
    ['ORGANIZATION_MEMBER_ACCOUNT', 'ACCOUNT', 'BOTH'],
    'the type under which DescribePortfolioShares lists a share to a node of type ACCOUNT',
    'API reference',
  ),
  memberShareListedUnder: unknown(
    ['ACCOUNT', 'ORGANIZATION_MEMBER_ACCOUNT', 'BOTH'],
    'the type under which it lists an account share with a member of the organization',
    'API reference',
  ),
  recipientInShares: unknown(
    ['ID', 'ARN'],
    'the form of PrincipalId in DescribePortfolioShares',
    'model: the pattern of an id',
  ),
  recipientInNodes: unknown(
    ['ID', 'ARN'],
    'the form of units and the organization in ListOrganizationPortfolioAccess; the pattern of the model admits both',
  ),
  recipientInStatus: unknown(['ID', 'ARN'], 'the same in DescribePortfolioShareStatus'),
  statusInShares: unknown(
    [false, true],
    'whether DescribePortfolioShares tells the Status of each share, which the API reference shows and the model lacks',
  ),
  principalListedAs: unknown(
    ['AS_GIVEN', 'OTHER_CASE', 'UNIQUE_ID_AT_FIRST', 'UNIQUE_ID', 'WITHOUT_PATH'],
    'how ListPrincipalsForPortfolio lists a principal of type IAM (letter case: of either type); the listed form can be disassociated, the given one too',
    'seen: without its path; under its unique id for a while after the role was made, which is done here whatever the value',
  ),
  deletedPrincipalByArn: unknown(
    ['NOT_FOUND', 'REMOVED'],
    'whether a deleted principal, which is listed under its unique id for good, can be disassociated by its ARN',
    'seen: it is listed under its unique id, and can be disassociated by it (aws-nuke 801, aws-sdk-go 3920)',
  ),
  offeredAccountListed: unknown(
    [true, false],
    'whether ListPortfolioAccess lists an account that has not accepted its account share',
  ),
  accessBelowParent: unknown(
    ['ALL_LEVELS', 'DIRECT_CHILDREN'],
    'whether OrganizationParentId of ListPortfolioAccess reaches the levels below a unit',
  ),
} as const;

const MODELLED = [
  'InvalidParametersException',
  'InvalidStateException',
  'OperationNotSupportedException',
  'ResourceNotFoundException',
] as const;
type ModelledError = (typeof MODELLED)[number];

const errorName = <const TOther extends string = never>(
  first: ModelledError | TOther,
  question: string,
  { others = [], source }: { others?: readonly TOther[]; source?: string } = {},
): Unknown<ModelledError | TOther> => {
  const rest = [...MODELLED, ...others].filter((name) => name !== first);
  return { values: [first, ...rest], question, ...(source !== undefined && { source }) };
};

/** The names of errors that AWS describes without naming them. */
export const unknownErrors = {
  shareActionRunning: errorName('InvalidStateException', 'for a write while another share action runs', {
    others: ['ResourceInUseException', 'LimitExceededException', 'ThrottlingException'],
    source: 'seen, with its sentence: landing-zone-accelerator 601 and 893',
  }),
  updateOfUnfinishedShare: errorName(
    'InvalidStateException',
    'for updating a share that is being created, or one in ERROR where that is refused',
  ),
  shareExists: errorName('NONE', 'for creating a share that exists', {
    others: ['NONE', 'DuplicateResourceException'],
    source: 'API reference: no error',
  }),
  notAdministrator: errorName(
    'OperationNotSupportedException',
    'for a caller that is neither management account nor delegated administrator',
    { others: ['AccessDeniedException'] },
  ),
  notManagementAccount: errorName(
    'AccessDeniedException',
    'for enabling or disabling Organizations access from another account',
    { others: ['AccessDeniedException'], source: 'seen, with its text: Crossplane provider issue 233' },
  ),
  organizationsAccessDisabled: errorName(
    'OperationNotSupportedException',
    'for a share to a node without Organizations access',
  ),
  organizationsAccessUnchanged: errorName(
    'NONE',
    'for enabling access that is enabled, or disabling what is disabled',
    {
      others: ['NONE'],
    },
  ),
  sharedPortfolio: errorName('OperationNotSupportedException', 'for sharing what was shared with you'),
  sharedProduct: errorName('OperationNotSupportedException', 'for sharing a portfolio with a shared product'),
  unknownNode: errorName('ResourceNotFoundException', 'for a node that the organization does not have'),
  sharePrincipalsWithAccount: errorName('InvalidParametersException', 'for SharePrincipals with an account'),
  delegatedAdministratorsExist: errorName(
    'InvalidStateException',
    'for disabling access while there are delegated administrators',
  ),
} as const;

type ValuesOf<TTable extends Readonly<Record<string, Unknown>>> = {
  readonly [TName in keyof TTable]: TTable[TName] extends Unknown<infer TValue> ? TValue : never;
};

/** How the service behaves where AWS documents nothing, by the names of the tables above. */
export type Undocumented = Omit<ValuesOf<typeof unknowns>, 'defaultPageSize'> &
  ValuesOf<typeof unknownListings> & {
    readonly defaultPageSize: number;
    readonly errors: ValuesOf<typeof unknownErrors>;
  };
