import { partitionOf } from '../wire/partition.ts';
import type { Caller } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { invalidParameters, notFound } from './errors.ts';
import type { PrincipalType } from './portfolio.ts';

/** `*` and `?` only after the resource type; partitions as AWS names them. */
const IAM_PATTERN = /^arn:aws[a-z-]*:iam:::(role|user|group)\/.+$/;
const IAM_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):(role|user|group)\/[^*?]+$/;

/**
 * The rules of AssociatePrincipalWithPortfolio: IAM_PATTERN takes an ARN without an account, whose wildcards come
 * after `role/`, `user/` or `group/`; IAM takes a fully defined ARN of a principal that exists in the caller's
 * account.
 * @throws ServiceError `InvalidParametersException`, `ResourceNotFoundException`
 */
export function requireAssociable(catalog: Catalog, caller: Caller, arn: string, type: PrincipalType): void {
  if (type === 'IAM') {
    requireOwnAccount(caller, arn);
    requireOwnPartition(caller, arn);
    requireExisting(catalog, arn);
    return;
  }
  if (!IAM_PATTERN.test(arn)) {
    throw invalidParameters(
      `Invalid input parameter(s): ${arn} is no IAM_PATTERN, ` +
        'expected arn:partition:iam:::resource-type/resource-id with resource-type role, user or group.',
    );
  }
  requireOwnPartition(caller, arn);
}

/** No principal of another partition exists for the caller; the sentence is our own. */
function requireOwnPartition({ region }: Caller, arn: string): void {
  const partition = partitionOf(region);
  if (!arn.startsWith(`arn:${partition}:`))
    throw invalidParameters(`Invalid input parameter(s): ${arn} is not of the partition ${partition}.`);
}

/** The sentence is the service's own, seen for an ARN without an account (Terraform provider). */
function requireOwnAccount({ accountId }: Caller, arn: string): void {
  const inputAccountId = /^arn:aws[a-z-]*:iam::(\d*):/.exec(arn)?.[1];
  if (inputAccountId !== undefined && inputAccountId !== accountId) {
    throw notFound(
      `Resource not found, caller account id (${accountId}) does not match input account id (${inputAccountId})`,
    );
  }
  if (!IAM_ARN.test(arn)) {
    throw invalidParameters(`Invalid input parameter(s): ${arn} is no ARN of an IAM role, user or group.`);
  }
}

/** IAM is eventually consistent: tools see this error for a role created a moment ago and try again. */
function requireExisting(catalog: Catalog, arn: string): void {
  const createdAt = catalog.iam.createdAt(arn);
  const visibleAfter = catalog.settings.durations.newPrincipalSeconds * 1000;
  const isDeleted = catalog.iam.isDeleted(arn, catalog.now());
  if (createdAt === undefined || isDeleted || catalog.now() < createdAt + visibleAfter) {
    throw invalidParameters(`Invalid input parameter(s): profile does not exist: ${arn}`);
  }
}
