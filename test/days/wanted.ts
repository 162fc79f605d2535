import type { Request } from './deeds.ts';

// biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
export type Told = { readonly 'detail-type': string; readonly detail: any };

/** What somebody who keeps all requests and their outcomes knows to be wanted of one share. */
export interface Wanted {
  readonly portfolioId: string;
  readonly whom: Pick<Request, 'organizationNode' | 'accountId'>;
  readonly shareTagOptions: boolean;
  readonly sharePrincipals: boolean;
  readonly principals: ReadonlySet<string>;
}

/**
 * Which shares are wanted, by their names, from what was asked and what was answered alone.
 * @param turns in which order requests had their last turn: one without a turn changed nothing
 */
export function wantedOf(
  asked: ReadonlyMap<string, Request>,
  outcomes: ReadonlyMap<string, Told>,
  turns: ReadonlyMap<string, number>,
): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  const inOrder = [...turns].sort(([, one], [, other]) => one - other);
  for (const [requestId] of inOrder) {
    const [request, outcome] = [asked.get(requestId), outcomes.get(requestId)];
    if (!request || !outcome || request.action === 'DISASSOCIATE') continue;
    const isDone = outcome['detail-type'] !== 'PortfolioShareFailed';
    const name = shareNameOf(request);
    if (request.action === 'UNSHARE') {
      if (isDone || ['REMOVED', 'UNKNOWN'].includes(outcome.detail.effect)) wanted.delete(name);
    } else if (isDone) wanted.set(name, wantedBy(request, wanted.get(name)));
  }
  return wanted;
}

export function shareNameOf({
  portfolioId,
  organizationNode,
  accountId,
}: Pick<Request, 'portfolioId' | 'organizationNode' | 'accountId'>): string {
  return `${portfolioId} ${organizationNode ? `${organizationNode.type} ${organizationNode.value}` : accountId}`;
}

/** Principals add up, unless a request names all that there are to be. */
function wantedBy(request: Request, before: Wanted | undefined): Wanted {
  const { portfolioId, organizationNode, accountId } = request;
  const named = request.principals.map(({ principalArn }) => principalArn);
  return {
    portfolioId,
    whom: { ...(organizationNode && { organizationNode }), ...(accountId !== undefined && { accountId }) },
    shareTagOptions: request.shareTagOptions === true,
    sharePrincipals: request.sharePrincipals === true,
    principals: new Set([...(request.exactPrincipals ? [] : (before?.principals ?? [])), ...named]),
  };
}
