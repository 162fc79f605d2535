import type { WantedShare } from '../ledger/wanted-share.ts';
import { identityOfPrincipal } from '../principals/identity-of-principal.ts';
import type { ShareRequest } from '../request/share-request.ts';
import { areEqual } from '../share/share-plan.ts';

/**
 * Why a repair asks for what is not wanted any more; `undefined` where it is. More principals may be wanted by now: a
 * repair takes none off.
 */
export function whyOutdated(
  request: Pick<ShareRequest, 'shareTagOptions' | 'sharePrincipals' | 'principals'>,
  wanted: WantedShare | undefined,
): string | undefined {
  if (!wanted) return 'the share is not wanted any more';
  const names = new Set(wanted.principals.map(identityOfPrincipal));
  const isWanted = request.principals.every((one) => names.has(identityOfPrincipal(one)));
  return isWanted && areEqual(wanted, request) ? undefined : `request ${wanted.requestId} asks otherwise`;
}

/** Whether another request wants fewer principals than the repair would bring back. Only a SHARE may name all of its own. */
export function asksForFewer(
  repair: Pick<ShareRequest, 'principals'>,
  { exactPrincipals, principals }: Pick<ShareRequest, 'exactPrincipals' | 'principals'>,
): boolean {
  const names = new Set(principals.map(identityOfPrincipal));
  return exactPrincipals === true && repair.principals.some((one) => !names.has(identityOfPrincipal(one)));
}
