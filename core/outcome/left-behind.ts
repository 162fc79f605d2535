import type { RequestRecord } from '../ledger/request-record.ts';
import type { ShareEntry, WantedPrincipal } from '../ledger/wanted-share.ts';
import { identityOfPrincipal } from '../principals/identity-of-principal.ts';
import { listedIdentity } from '../principals/listed-identity.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';

/** Principals that came with a share, and are neither asked for any longer nor taken off. */
export function leftBehindBy(
  { leftBehind = [], wanted }: Pick<ShareEntry, 'wanted' | 'leftBehind'>,
  record: RequestRecord,
): readonly WantedPrincipal[] {
  const { action, principals } = record.request;
  const wantedOnce = wanted?.principals.map((one) => ({ ...one, broughtAt: wanted.keptAt })) ?? [];
  return onceEach(
    without([...leftBehind, ...wantedOnce], action === 'SHARE' ? principals : takenOffBy(record)),
  );
}

/** Which of those that it names a request took off, or found to be off: one that failed has the rest still to do. */
export function takenOffBy({ request, principals }: RequestRecord): readonly RequestedPrincipal[] {
  if (request.action === 'SHARE' || !principals) return [];
  // Version 0.1.0 did not record which.
  const { settled } = principals;
  return settled ? request.principals.filter((_, nth) => settled.includes(nth)) : request.principals;
}

/** What the ledger keeps as left behind, once these were taken off; `undefined` if it names none of them. */
export function leftBehindWithout(
  leftBehind: readonly WantedPrincipal[],
  takenOff: readonly RequestedPrincipal[],
): readonly WantedPrincipal[] | undefined {
  const left = without(leftBehind, takenOff);
  return left.length < leftBehind.length ? left : undefined;
}

function without(
  principals: readonly WantedPrincipal[],
  others: readonly RequestedPrincipal[],
): readonly WantedPrincipal[] {
  const identities = new Set(others.map(listedIdentity));
  return principals.filter((one) => !identities.has(listedIdentity(one)));
}

/** Principals that a request associated before it failed: the portfolio has them, and nobody wants them. */
export function broughtBy({ request, principals }: RequestRecord, broughtAt: string): WantedPrincipal[] {
  if (!principals || (principals.associated === 0 && !principals.isUnsettled)) return [];
  const brought = request.principals.filter((_, nth) => principals.toAssociate?.includes(nth));
  return brought.map((principal) => ({ ...principal, askedBy: request.requestId, broughtAt }));
}

export function onceEach(principals: readonly WantedPrincipal[]): WantedPrincipal[] {
  return [...new Map(principals.map((one) => [identityOfPrincipal(one), one])).values()];
}
