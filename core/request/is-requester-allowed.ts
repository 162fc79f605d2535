import type { RequestedPrincipal, Requester, ShareRequest } from './share-request.ts';

/** Who may ask for what: section `requests` of config.yml. One rule that admits the request is enough. */
export interface RequesterPolicy {
  readonly allow: readonly RequesterRule[];
}

export interface RequesterRule {
  /** Account ids, `SELF` for the stack's own, `*` for every account that the bus admits. */
  readonly accounts: readonly string[];
  /** Event sources or `*`. Only ever narrows: a source is the sender's claim. */
  readonly sources: readonly string[];
  readonly actions: readonly ShareRequest['action'][];
  /** Portfolio ids or `*`. */
  readonly portfolios: readonly string[];
  /** Bare ids of the organization, units and accounts, `ou-…/*` for a unit with all that is below it, or `*`. */
  readonly nodes: readonly string[];
  /** Patterns, without ARN, of the principals that a request may name. If absent, the stack's own account may name any, others none. */
  readonly principals?: readonly string[] | undefined;
}

export type RequesterDecision =
  | { readonly allowed: true }
  /** `why` is one sentence: it names the part of the request that no rule admits. */
  | { readonly allowed: false; readonly why: string };

type Asked = Pick<ShareRequest, 'action' | 'portfolioId' | 'recipient' | 'principals'>;

/** Whether a pattern without ARN covers everything that the principal can match. core/principals knows the grammar. */
export type CoversPrincipal = (pattern: string, principal: RequestedPrincipal) => boolean;

/**
 * Whether config.yml allows this request. Only the request itself is judged here. A later step reads the organization:
 * it judges what else the request would reach, and whether a unit is below one that a rule names.
 * @param ownAccount the account of the stack
 */
export function isRequesterAllowed(
  { allow }: RequesterPolicy,
  { account, source }: Requester,
  { action, portfolioId, recipient, principals }: Asked,
  ownAccount: string,
  covers: CoversPrincipal,
): RequesterDecision {
  if (isOurs({ account, source }, ownAccount)) return { allowed: true };
  const ofAccount = allow.filter((rule) => isFor(rule, account, ownAccount));
  if (ofAccount.length === 0) return refuse(`account ${account} may not ask for anything`);
  const ofSource = ofAccount.filter(({ sources }) => admits(sources, source));
  if (ofSource.length === 0) return refuse(`account ${account} may not ask as source ${source}`);
  const ofAction = ofSource.filter(({ actions }) => actions.includes(action));
  if (ofAction.length === 0) return refuse(`account ${account} may not ask for ${action}`);
  const ofPortfolio = ofAction.filter(({ portfolios }) => admits(portfolios, portfolioId));
  if (ofPortfolio.length === 0)
    return refuse(`account ${account} may not ask for ${action} of ${portfolioId}`);
  const mayBring = rulesFor(
    { allow },
    { account, source },
    { action, portfolioId, principals },
    ownAccount,
    covers,
  );
  if (mayBring.length === 0) {
    const brought = principals.map(({ principalArn }) => principalArn).slice(0, 3);
    const allowed = [...new Set(ofPortfolio.flatMap((rule) => rule.principals ?? []))];
    const which = allowed.length === 0 ? 'none' : `only ${allowed.slice(0, 5).join(', ')}`;
    return refuse(
      `account ${account} may not name ${brought.join(', ')} for ${portfolioId}. Its rules (principals) allow ${which}`,
    );
  }
  const isAboutNode = action !== 'DISASSOCIATE';
  if (!isAboutNode || mayBring.some(({ nodes }) => mayAdmit(nodes, recipient.value)))
    return { allowed: true };
  return refuse(`account ${account} may not ask for ${action} of ${portfolioId} with ${recipient.value}`);
}

/** Sources such as `foliocast.vending` are Foliocast itself: other sections of config.yml decide what they ask for. The bus admits nobody else under these sources. */
export function isOurs({ account, source }: Requester, ownAccount: string): boolean {
  return account === ownAccount && source.startsWith('foliocast.');
}

/** Whether a rule that allows this request names its recipient, and not only `*` or a unit above it. */
export function isNamedByRule(
  policy: RequesterPolicy,
  requester: Requester,
  asked: Asked,
  ownAccount: string,
  covers: CoversPrincipal,
): boolean {
  const rules = isOurs(requester, ownAccount)
    ? policy.allow.filter(({ portfolios }) => admits(portfolios, asked.portfolioId))
    : rulesFor(policy, requester, asked, ownAccount, covers);
  return rules.some(({ nodes }) => nodes.includes(asked.recipient.value));
}

/** The rules that allow this requester this action with these principals, with any node. */
export function rulesFor(
  { allow }: RequesterPolicy,
  { account, source }: Requester,
  { action, portfolioId, principals }: Omit<Asked, 'recipient'>,
  ownAccount: string,
  covers: CoversPrincipal,
): readonly RequesterRule[] {
  return allow.filter(
    (rule) =>
      isFor(rule, account, ownAccount) &&
      admits(rule.sources, source) &&
      rule.actions.includes(action) &&
      admits(rule.portfolios, portfolioId) &&
      principals.every((principal) => isAdmitted(rule, principal, account === ownAccount, covers)),
  );
}

function isFor({ accounts }: RequesterRule, account: string, ownAccount: string): boolean {
  return accounts.some((one) => one === '*' || (one === 'SELF' ? ownAccount : one) === account);
}

function isAdmitted(
  { principals }: RequesterRule,
  principal: RequestedPrincipal,
  isOwn: boolean,
  covers: CoversPrincipal,
): boolean {
  const patterns = principals ?? (isOwn ? ['*'] : []);
  return patterns.some((pattern) => pattern === '*' || covers(pattern, principal));
}

/** True also if the node may be below a unit that a rule names: only the organization's tree tells. */
function mayAdmit(nodes: readonly string[], value: string): boolean {
  if (admits(nodes, value) || nodes.includes(`${value}/*`)) return true;
  return !value.startsWith('o-') && nodes.some((node) => node.endsWith('/*'));
}

function admits(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

function refuse(why: string): RequesterDecision {
  return { allowed: false, why: `By config.yml (requests), ${why}.` };
}
