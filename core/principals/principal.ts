import type { RequestedPrincipal } from '../request/share-request.ts';

export type PrincipalType = RequestedPrincipal['principalType'];

export const RESOURCE_TYPES = ['role', 'user', 'group'] as const;

export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** A principal's ARN taken apart: `arn:PARTITION:iam::ACCOUNT:RESOURCE-TYPE/RESOURCE-ID`. */
export interface PrincipalParts {
  readonly partition: string;
  /** Twelve digits, or empty in a pattern. */
  readonly accountId: string;
  readonly resourceType: ResourceType;
  /** Path and name, without a leading slash: `team/dev/Deploy`. May hold `*` and `?` in a pattern. */
  readonly resourceId: string;
}

/** A principal that the grammar accepts. */
export interface Principal extends RequestedPrincipal, PrincipalParts {}

const PRINCIPAL_ARN = /^arn:([^:]+):iam::(\d{12})?:(role|user|group)\/(.+)/s;

/**
 * The parts of anything shaped like an IAM principal. Far more lenient than `parsePrincipal`: for what AWS lists
 * as associated, and for comparing.
 */
export function splitPrincipalArn(arn: string): PrincipalParts | undefined {
  const match = PRINCIPAL_ARN.exec(arn);
  if (!match) return undefined;
  const [, partition, accountId = '', resourceType, resourceId] = match as unknown as MatchedArn;
  return { partition, accountId, resourceType, resourceId };
}

/** What the expression's own groups promise. */
type MatchedArn = [
  arn: string,
  partition: string,
  accountId: string | undefined,
  type: ResourceType,
  id: string,
];

export function hasWildcard(resourceId: string): boolean {
  return /[*?]/.test(resourceId);
}

/** What stands before the first wildcard: all that a pattern says for certain about how a principal begins. */
export function literalPrefix(resourceId: string): string {
  return resourceId.replace(/[*?].*/s, '');
}
