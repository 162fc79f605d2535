import type { Sandbox } from '../../sandbox/sandbox.ts';
import { OWNER } from './place.ts';
import type { Outcome, Request } from './play.ts';

/** The share that a request is about, as it really is. */
export interface Reality {
  readonly isThere: boolean;
  readonly shareTagOptions: boolean;
  readonly sharePrincipals: boolean;
  /** Accounts that the share is for and that have not the portfolio by any share. */
  readonly lacking: readonly string[];
}

const NOTHING = { isThere: false, shareTagOptions: false, sharePrincipals: false };

export function realityOf(sandbox: Sandbox, portfolioId: string, request: Request): Reality {
  const { controls } = sandbox.simulator;
  const { nodeShares, accountShares, accountIds } = controls.portfolio(portfolioId);
  const { accountId, organizationNode } = request;
  if (accountId !== undefined) {
    const share = accountShares.find((each) => each.accountId === accountId);
    return share
      ? { isThere: true, shareTagOptions: share.shareTagOptions, sharePrincipals: false, lacking: [] }
      : { ...NOTHING, lacking: [accountId] };
  }
  const nodeId = organizationNode?.value ?? '';
  const lacking = recipientsOf(sandbox, nodeId).filter((id) => !accountIds.includes(id));
  const share = nodeShares.find(({ node }) => node.id === nodeId);
  return share
    ? {
        isThere: true,
        shareTagOptions: share.shareTagOptions,
        sharePrincipals: share.sharePrincipals,
        lacking,
      }
    : { ...NOTHING, lacking };
}

/** Whether the owner and closed accounts are among them is not known, so nobody may rely on it. */
function recipientsOf({ simulator: { controls } }: Sandbox, nodeId: string): string[] {
  const { organization } = controls;
  const ids = organization.parent(nodeId)
    ? organization.accountsBelow(nodeId)
    : nodeId === organization.id
      ? organization.accountIds
      : [nodeId];
  const isClosed = (id: string) => (organization.account(id)?.status ?? 'ACTIVE') !== 'ACTIVE';
  return [...ids].filter((id) => id !== OWNER && !isClosed(id));
}

/** The reality before and after a request, and whether nobody else changed it meanwhile. */
export interface Looks {
  readonly before: Reality;
  readonly after: Reality;
  readonly isAlone: boolean;
}

/** What the outcome says and what is not so, each in one sentence. */
export function untruthsOf(request: Request, outcome: Outcome, { before, after, isAlone }: Looks): string[] {
  const { 'detail-type': type, detail } = outcome;
  const told = `${type} ${detail.effect ?? ''} ${detail.failure?.code ?? ''}`;
  const is = `it was ${JSON.stringify(before)} and is ${JSON.stringify(after)}`;
  return wrongs(request, outcome, { before, after, isAlone }).map((wrong) => `${told}: ${wrong}; ${is}`);
}

function wrongs(request: Request, outcome: Outcome, { before, after, isAlone }: Looks): string[] {
  const { effect } = outcome.detail;
  const found: string[] = [];
  if (outcome['detail-type'] === 'PortfolioShareCompleted') {
    if (request.action === 'UNSHARE') {
      if (after.isThere) found.push('the share is there');
    } else {
      if (!after.isThere) found.push('the share is not there');
      if (after.lacking.length > 0) found.push('not everybody has it');
      if (!hasFlags(request, after)) found.push('the flags are not as asked');
    }
  }
  // Somebody else's action may have brought it about after the answer.
  const isFailed = outcome['detail-type'] === 'PortfolioShareFailed' && isAlone;
  if (isFailed && !isSaidUnknown(request, outcome, before) && isAsAsked(request, after)) {
    found.push('it is as asked');
  }
  if (effect === 'REMOVED' && after.isThere) found.push('it is not removed');
  if (effect === 'CREATED' && !after.isThere) found.push('it is not created');
  if (effect === 'CREATED' && before.isThere && isAlone) found.push('it was there before');
  if (effect === 'UNCHANGED' && isAlone && !areSame(before, after)) {
    found.push('it is changed');
  }
  return found;
}

/** Nothing tells how an action without a token ended, or with which flags an update left accounts that ended in ERROR. */
function isSaidUnknown(request: Request, { detail }: Outcome, before: Reality): boolean {
  if (detail.effect !== 'UNKNOWN') return false;
  return detail.failure?.code === 'SHARE_STATUS_UNKNOWN' || (before.isThere && !hasFlags(request, before));
}

function isAsAsked(request: Request, after: Reality): boolean {
  if (request.action === 'UNSHARE') return !after.isThere;
  return after.isThere && after.lacking.length === 0 && hasFlags(request, after);
}

function hasFlags({ shareTagOptions, sharePrincipals }: Request, after: Reality): boolean {
  return (
    (shareTagOptions === undefined || after.shareTagOptions === shareTagOptions) &&
    (sharePrincipals === undefined || after.sharePrincipals === sharePrincipals)
  );
}

function areSame(one: Reality, other: Reality): boolean {
  return (
    one.isThere === other.isThere &&
    one.shareTagOptions === other.shareTagOptions &&
    one.sharePrincipals === other.sharePrincipals
  );
}
