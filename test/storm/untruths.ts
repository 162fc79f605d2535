import type { Wish } from './wishes.ts';

interface NodeShare {
  readonly node: { readonly id: string };
  readonly shareTagOptions: boolean;
  readonly sharePrincipals: boolean;
}

interface Outcome {
  // biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
  readonly detail: any;
}

type State = { readonly shareTagOptions: boolean; readonly sharePrincipals: boolean } | undefined;

/**
 * Shares that are not as their outcomes say, each in one sentence. The outcomes of a share are read in the order of
 * the turns: who dies after his turn is decided late. `UNKNOWN` claims nothing, for its share as a whole.
 * @param turns a request without one wrote nothing, and saw nothing
 */
export function untruths(
  wishes: readonly Wish[],
  outcomes: readonly Outcome[],
  turns: ReadonlyMap<string, number>,
  sharesOf: (portfolioId: string) => readonly NodeShare[],
): string[] {
  const byShare = Map.groupBy(wishes, ({ portfolioId, unitId }) => `${portfolioId} ${unitId}`);
  return [...byShare.values()].flatMap((rivals) => {
    const [{ portfolioId, unitId, isShared, flagsBefore }] = rivals as [Wish];
    const told = rivals
      .flatMap((wish) => {
        const outcome = outcomes.find(({ detail }) => detail.requestId === wish.requestId);
        return outcome ? [{ wish, detail: outcome.detail }] : [];
      })
      .sort((one, other) => (turns.get(one.wish.requestId) ?? 0) - (turns.get(other.wish.requestId) ?? 0));
    if (told.some(({ detail }) => detail.effect === 'UNKNOWN')) return [];
    const share = sharesOf(portfolioId).find(({ node }) => node.id === unitId);
    let state: State = isShared
      ? (flagsBefore ?? { shareTagOptions: false, sharePrincipals: false })
      : undefined;
    const problems: string[] = [];
    for (const { wish, detail } of told) {
      const after = stateAfter(state, wish, detail);
      if (after === 'UNTRUE')
        problems.push(`${JSON.stringify(state)} was there before ${JSON.stringify(detail)}`);
      else state = after;
    }
    if (!areSame(state, share)) {
      problems.push(
        `${JSON.stringify(share)} is there after ${told.map(({ detail }) => JSON.stringify(detail)).join(' and ')}`,
      );
    }
    return problems;
  });
}

/** What a share is after an outcome, by what it was before. */
function stateAfter(
  before: State,
  { action, flags }: Wish,
  { effect, failure }: Outcome['detail'],
): State | 'UNTRUE' {
  const isAsAsked = areSame(before, action === 'SHARE' ? flags : undefined);
  switch (effect) {
    case 'CREATED':
      return before === undefined ? flags : 'UNTRUE';
    case 'UPDATED': // of principals alone, where it failed afterwards or the flags were as asked
      if (action === 'UNSHARE') return before === undefined || failure ? before : 'UNTRUE';
      return failure && !isUpdated(failure) ? before : flags;
    case 'REMOVED':
      return before === undefined ? 'UNTRUE' : undefined;
    case 'UNCHANGED':
      return failure || isAsAsked ? before : 'UNTRUE';
    default:
      return 'UNTRUE';
  }
}

/** The share's update had ended when something after it failed, such as a look at its accounts. */
function isUpdated({ done }: { readonly done: readonly string[] }): boolean {
  return done.some((one) => one.startsWith('asked to UPDATE the share (COMPLETED'));
}

function areSame(one: State, other: State): boolean {
  return one?.shareTagOptions === other?.shareTagOptions && one?.sharePrincipals === other?.sharePrincipals;
}
