import type { Catalog } from './catalog.ts';
import { invalidParameters, undocumentedError } from './errors.ts';
import type { OrganizationNode } from './portfolio.ts';

export type ShareTarget =
  | { readonly kind: 'ACCOUNT'; readonly accountId: string }
  | { readonly kind: 'NODE'; readonly node: OrganizationNode };

interface TargetInput {
  readonly AccountId?: string | undefined;
  readonly OrganizationNode?:
    | { readonly Type?: OrganizationNode['type'] | undefined; readonly Value?: string | undefined }
    | undefined;
}

/**
 * Exactly one of account and node, as UpdatePortfolioShare documents. A node's ARN is reduced to its bare id,
 * since no answer of the service carries an ARN.
 * @throws ServiceError `InvalidParametersException`
 */
export function readShareTarget({ AccountId, OrganizationNode }: TargetInput): ShareTarget {
  if ((AccountId === undefined) === (OrganizationNode === undefined)) {
    throw invalidParameters('Specify either AccountId or OrganizationNode, and not both.');
  }
  if (AccountId !== undefined) {
    return { kind: 'ACCOUNT', accountId: AccountId };
  }
  const { Type, Value } = OrganizationNode ?? {};
  if (Type === undefined || Value === undefined) {
    throw invalidParameters('OrganizationNode needs both Type and Value.');
  }
  const id = Value.slice(Value.lastIndexOf('/') + 1);
  if (!ID_OF_TYPE[Type].test(id)) {
    throw invalidParameters(`OrganizationNode Value '${Value}' is no id of Type ${Type}.`);
  }
  return { kind: 'NODE', node: { type: Type, id } };
}

/** @throws ServiceError when the organization has no such node. */
export function requireKnownNode(
  { organization, settings }: Catalog,
  { type, id }: OrganizationNode,
  value: string | undefined,
): void {
  const isKnown = {
    ORGANIZATION: id === organization.id,
    ORGANIZATIONAL_UNIT: organization.parent(id) !== undefined,
    ACCOUNT: organization.account(id) !== undefined,
  }[type];
  const ownPrefix = `arn:${organization.partition}:organizations::${organization.managementAccountId}:`;
  const isOwn =
    !value?.startsWith('arn:') || (value.startsWith(ownPrefix) && value.includes(`/${organization.id}`));
  if (!isKnown || !isOwn) {
    throw undocumentedError(
      settings.undocumented.errors.unknownNode,
      `Organization node not found: ${value ?? id}`,
    );
  }
}

const ID_OF_TYPE: Readonly<Record<OrganizationNode['type'], RegExp>> = {
  ORGANIZATION: /^o-[a-z0-9]{10,32}$/,
  ORGANIZATIONAL_UNIT: /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/,
  ACCOUNT: /^[0-9]{12}$/,
};
