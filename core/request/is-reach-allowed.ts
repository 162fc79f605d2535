import type { RequesterDecision, RequesterRule } from './is-requester-allowed.ts';

/** A node at which a request changes something: for the accounts there, those that come later included. */
export interface ReachedNode {
  /** Bare id of the organization, a unit or an account. */
  readonly nodeId: string;
  /** The organization and the units that it is below. */
  readonly above: readonly string[];
  /** Whether the request names it; else it is reached because the portfolio is shared with it already. */
  readonly isAsked: boolean;
  /** Whether it is the account of the portfolio's owner: only its own id in a rule admits it, not a unit that it is in. */
  readonly isOwner: boolean;
  /** What changes there, in words. */
  readonly change: string;
}

/**
 * Whether one of the rules admits every node that a request reaches. A plain node in a rule admits a request for that
 * node alone. But a change that reaches a node below it is admitted: a share with the plain node would reach it too.
 */
export function isReachAllowed(
  rules: readonly RequesterRule[],
  account: string,
  reached: readonly ReachedNode[],
): RequesterDecision {
  if (rules.some(({ nodes }) => reached.every((node) => isAdmitted(nodes, node)))) return { allowed: true };
  const allowed = [...new Set(rules.flatMap(({ nodes }) => nodes))];
  const beyond = reached.filter((node) => !isAdmitted(allowed, node));
  // Each node is admitted by some rule, but no rule admits all of them.
  const named = beyond.length > 0 ? beyond : reached;
  const would = named.slice(0, MOST_NAMED).map(({ nodeId, change }) => `${nodeId} (${change})`);
  const more = named.length > MOST_NAMED ? ` and ${named.length - MOST_NAMED} more nodes` : '';
  const lets = allowed.length === 0 ? 'nothing' : allowed.slice(0, MOST_NAMED).join(', ');
  return {
    allowed: false,
    why: `By config.yml (requests), account ${account} may not do this: it would reach ${would.join(', ')}${more}; a rule lets it reach ${lets}`,
  };
}

const MOST_NAMED = 5;

/** Whether the rules say nothing of places, so that nobody needs to look at the tree. */
export function reachesEverywhere(rules: readonly RequesterRule[]): boolean {
  return rules.some(({ nodes }) => nodes.includes('*'));
}

function isAdmitted(nodes: readonly string[], { nodeId, above, isAsked, isOwner }: ReachedNode): boolean {
  return nodes.some((node) => {
    if (node === '*' || node === nodeId || node === `${nodeId}/*`) return true;
    const isBelow = !isOwner && above.includes(node.replace(/\/\*$/, ''));
    return isBelow && (node.endsWith('/*') || !isAsked);
  });
}
