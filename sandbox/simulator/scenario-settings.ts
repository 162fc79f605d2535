import * as v from 'valibot';
import type { Durations, Quotas, Undocumented } from '../service-catalog/settings.ts';
import { accountId } from './scenario-organization.ts';
import { nodeId } from './scenario-portfolios.ts';

const seconds = v.pipe(v.number(), v.minValue(0, 'a number of seconds, 0 or more'));
const limit = v.pipe(v.number(), v.integer('a whole number'), v.minValue(0, '0 or more'));

const durationShape = v.strictObject({
  shareSeconds: v.optional(seconds, 60),
  updateSeconds: v.optional(seconds),
  deleteSeconds: v.optional(seconds),
  notStartedSeconds: v.optional(seconds, 1),
  accountSeconds: v.optional(seconds, 5),
  accounts: v.optional(v.record(accountId, seconds), {}),
  nodes: v.optional(v.record(nodeId, seconds), {}),
  syncSeconds: v.optional(seconds, 0),
  accessChangeSeconds: v.optional(seconds, 0),
  newPrincipalSeconds: v.optional(seconds, 10),
  principalListSeconds: v.optional(seconds, 0),
});

/** Updates and deletions take as long as the creation of a share unless they are given their own duration. */
export const durations = v.optional(
  v.pipe(
    durationShape,
    v.transform(
      (given): Durations => ({
        ...given,
        updateSeconds: given.updateSeconds ?? given.shareSeconds,
        deleteSeconds: given.deleteSeconds ?? given.shareSeconds,
      }),
    ),
  ),
  {},
);

/** The documented defaults: L-A2FB1BD2, L-E8959660, the API reference, L-C6458716; units and L-CA761021. */
export const quotas = v.optional(
  v.strictObject({
    sharedAccountsPerPortfolio: v.optional(limit, 5000),
    principalsPerPortfolio: v.optional(limit, 100),
    iamPatternsPerPortfolio: v.optional(limit, 10),
    portfoliosPerRegion: v.optional(limit, 100),
    organizationalUnits: v.optional(limit, 2000),
    delegatedAdministrators: v.optional(limit, 50),
  } satisfies Record<keyof Quotas, unknown> & Record<string, unknown>),
  {},
);

const errorName = v.picklist([
  'InvalidParametersException',
  'InvalidStateException',
  'OperationNotSupportedException',
  'ResourceNotFoundException',
]);

/** Our guesses; a test of code that depends on one of them should run with the others too. */
export const undocumented = v.optional(
  v.strictObject({
    oneShareActionPer: v.optional(
      v.picklist(['NOTHING', 'PORTFOLIO', 'ACCOUNT_AND_REGION', 'ACCOUNT', 'ORGANIZATION']),
      'ACCOUNT_AND_REGION',
    ),
    accountSharesWait: v.optional(v.boolean(), true),
    tokenOfExistingShare: v.optional(v.picklist(['LAST', 'NONE']), 'LAST'),
    statusWhenEveryAccountFails: v.optional(v.picklist(['ERROR', 'COMPLETED_WITH_ERRORS']), 'ERROR'),
    duplicateKeepsAccess: v.optional(v.boolean(), true),
    shareReachesOwner: v.optional(v.boolean(), true),
    shareReachesSuspendedAccounts: v.optional(v.boolean(), true),
    sharePrincipalsWithMemberAccount: v.optional(v.boolean(), false),
    enablingCatchesUp: v.optional(v.boolean(), true),
    defaultPageSize: v.optional(v.pipe(limit, v.minValue(1, '1 or more')), 20),
    errors: v.optional(
      v.strictObject({
        notAdministrator: v.optional(errorName, 'OperationNotSupportedException'),
        organizationsAccessDisabled: v.optional(errorName, 'OperationNotSupportedException'),
        sharedPortfolio: v.optional(errorName, 'OperationNotSupportedException'),
        sharedProduct: v.optional(errorName, 'OperationNotSupportedException'),
        updateOfUnfinishedShare: v.optional(errorName, 'InvalidStateException'),
        unknownNode: v.optional(errorName, 'ResourceNotFoundException'),
        sharePrincipalsWithAccount: v.optional(errorName, 'InvalidParametersException'),
        delegatedAdministratorsExist: v.optional(errorName, 'InvalidStateException'),
      } satisfies Record<keyof Undocumented['errors'], unknown>),
      {},
    ),
  } satisfies Record<keyof Undocumented, unknown>),
  {},
);
