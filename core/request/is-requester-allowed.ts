import type { Requester, ShareRequest } from './share-request.ts';

/** Who may ask for what: section `requests` of config.yml. One rule that admits the request is enough. */
export interface RequesterPolicy {
  readonly allow: readonly RequesterRule[];
}

interface RequesterRule {
  /** Account ids, `SELF` for the stack's own, `*` for every account that the bus admits. */
  readonly accounts: readonly string[];
  /** Event sources or `*`. Only ever narrows: a source is the sender's claim. */
  readonly sources: readonly string[];
  readonly actions: readonly ShareRequest['action'][];
  /** Portfolio ids or `*`. */
  readonly portfolios: readonly string[];
  /** Bare ids of the organization, units and accounts, or `*`. A unit does not stand for the units below it. */
  readonly nodes: readonly string[];
}

export type RequesterDecision =
  | { readonly allowed: true }
  /** One sentence, saying which part of the wish no rule admits. */
  | { readonly allowed: false; readonly why: string };

/** Whether config.yml lets this account ask for this. `ownAccount` is the account of the stack. */
export function isRequesterAllowed(
  { allow }: RequesterPolicy,
  { account, source }: Requester,
  { action, portfolioId, recipient }: Pick<ShareRequest, 'action' | 'portfolioId' | 'recipient'>,
  ownAccount: string,
): RequesterDecision {
  if (account === ownAccount && isPartOfFoliocast(source)) return { allowed: true };
  const ofAccount = allow.filter(({ accounts }) =>
    admits(
      accounts.map((one) => (one === 'SELF' ? ownAccount : one)),
      account,
    ),
  );
  if (ofAccount.length === 0) return refuse(`account ${account} may not ask for anything`);
  const ofSource = ofAccount.filter(({ sources }) => admits(sources, source));
  if (ofSource.length === 0) return refuse(`account ${account} may not ask as source ${source}`);
  const ofAction = ofSource.filter(({ actions }) => actions.includes(action));
  if (ofAction.length === 0) return refuse(`account ${account} may not ask for ${action}`);
  const ofPortfolio = ofAction.filter(({ portfolios }) => admits(portfolios, portfolioId));
  if (ofPortfolio.length === 0)
    return refuse(`account ${account} may not ask for ${action} of ${portfolioId}`);
  if (ofPortfolio.some(({ nodes }) => admits(nodes, recipient.value))) return { allowed: true };
  return refuse(`account ${account} may not ask for ${action} of ${portfolioId} with ${recipient.value}`);
}

/** `foliocast.vending` and the like do what other sections of config.yml say; the bus admits nobody else as them. */
function isPartOfFoliocast(source: string): boolean {
  return source.startsWith('foliocast.');
}

function admits(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

function refuse(why: string): RequesterDecision {
  return { allowed: false, why: `By config.yml (requests), ${why}.` };
}
