import type { RequestRecord } from '../ledger/request-record.ts';
import type { ShareEntry, WantedShare } from '../ledger/wanted-share.ts';
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

/**
 * Whether another request will want fewer principals than the repair would bring back. Only a SHARE may name all of its
 * own. One that is older than what is wanted changes that no more; one that waits for a yes may wait for days, or get a no.
 */
export function asksForFewer(
  repair: Pick<ShareRequest, 'principals'>,
  {
    request,
    sequence = 0,
    phase,
    approval,
  }: Pick<RequestRecord, 'request' | 'sequence' | 'phase' | 'approval'>,
  { decidedSequence }: Pick<ShareEntry, 'decidedSequence'>,
): boolean {
  const isAsked = phase === 'AWAITING_APPROVAL' && !approval?.decision;
  if (!request.exactPrincipals || sequence <= decidedSequence || isAsked) return false;
  const names = new Set(request.principals.map(identityOfPrincipal));
  return repair.principals.some((one) => !names.has(identityOfPrincipal(one)));
}
