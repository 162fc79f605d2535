import type { RequestedPrincipal } from '../request/share-request.ts';
import { RESOURCE_TYPES, type ResourceType, splitPrincipalArn } from './principal.ts';

/**
 * One text for all ways in which AWS lists one principal. A role with a path was seen listed without it. In IAM a name
 * is unique in its account, whatever its path, so nothing else can be meant.
 */
export function listedIdentity({ principalArn, principalType }: RequestedPrincipal): string {
  const parts = principalType === 'IAM' ? splitPrincipalArn(principalArn) : undefined;
  if (!parts) return `${principalType} ${principalArn}`;
  const { partition, accountId, resourceType, resourceId } = parts;
  return `IAM ${partition} ${accountId} ${resourceType} ${resourceId.replace(/^.*\//s, '')}`;
}

/** Unique ids begin with their type (IAM user guide, "IAM identifiers"). */
const PREFIXES = { role: 'AROA', user: 'AIDA', group: 'AGPA' } as const;

/**
 * What of `listed` stands for principals that were asked for and are not listed by name: a deleted principal is
 * listed under its unique id for good, a new one for some seconds. An id does not say whose it is, so none is
 * taken where there are more of a type than names, or where it may be that of another.
 * @param others what else the portfolio is to have
 */
export function listedByUniqueId(
  listed: readonly RequestedPrincipal[],
  unlisted: readonly RequestedPrincipal[],
  others: readonly RequestedPrincipal[] = [],
): RequestedPrincipal[] {
  const known = new Set([...listed, ...unlisted].map(listedIdentity));
  const unseen = others.filter((one) => !known.has(listedIdentity(one)));
  return RESOURCE_TYPES.flatMap((type) => {
    const ids = listed.filter(({ principalArn }) => isUniqueId(principalArn, PREFIXES[type]));
    const names = unlisted.filter((one) => isNamed(one, type));
    const isAnyones = unseen.some((one) => isNamed(one, type));
    return ids.length <= names.length && !isAnyones ? ids : [];
  });
}

/**
 * What of `listed` may be a principal that was asked for and is not listed so: AWS may list it in other letter case. Names
 * of IAM are unique whatever their case; of a pattern nobody knows whether its case counts.
 * @param others what else is asked for, or wanted: that is listed as what it is
 */
export function listedInOtherCase(
  listed: readonly RequestedPrincipal[],
  unlisted: readonly RequestedPrincipal[],
  others: readonly RequestedPrincipal[],
): RequestedPrincipal[] {
  const names = new Set(unlisted.map((one) => listedIdentity(one).toLowerCase()));
  const known = new Set(others.map(listedIdentity));
  return listed.filter((one) => {
    const identity = listedIdentity(one);
    return names.has(identity.toLowerCase()) && !known.has(identity);
  });
}

function isNamed({ principalArn, principalType }: RequestedPrincipal, type: ResourceType): boolean {
  return principalType === 'IAM' && splitPrincipalArn(principalArn)?.resourceType === type;
}

function isUniqueId(text: string, prefix: string): boolean {
  return text.startsWith(prefix) && /^[A-Z0-9]{16,128}$/.test(text);
}
