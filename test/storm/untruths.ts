import type { Wish } from './wishes.ts';

interface NodeShare {
  readonly node: { readonly id: string };
  readonly shareTagOptions: boolean;
  readonly sharePrincipals: boolean;
}

/** Outcomes that say otherwise than what is there, each in one sentence. `UNKNOWN` claims nothing. */
export function untruths(
  wishes: readonly Wish[],
  // biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
  outcomes: readonly { readonly detail: any }[],
  sharesOf: (portfolioId: string) => readonly NodeShare[],
): string[] {
  const byId = new Map(wishes.map((wish) => [wish.requestId, wish]));
  return outcomes.flatMap(({ detail }) => {
    const wish = byId.get(detail.requestId);
    if (!wish) return [`nobody asked for ${detail.requestId}`];
    const share = sharesOf(wish.portfolioId).find(({ node }) => node.id === wish.unitId);
    if (isTrue(detail.effect, wish, share)) return [];
    const { effect, failure } = detail;
    return [
      `${detail.requestId}: ${effect} ${failure?.code} is claimed, the share is ${JSON.stringify(share)}, the wish ${JSON.stringify(wish)}, ${JSON.stringify(detail)}`,
    ];
  });
}

function isTrue(effect: string, wish: Wish, share: NodeShare | undefined): boolean {
  const { flags, isShared } = wish;
  const isAsAsked =
    share?.shareTagOptions === flags.shareTagOptions && share.sharePrincipals === flags.sharePrincipals;
  const isAsBefore = isShared
    ? share?.shareTagOptions === false && share.sharePrincipals === false
    : share === undefined;
  switch (effect) {
    case 'CREATED':
      return !isShared && isAsAsked;
    case 'UPDATED': // of principals alone, too
      return isAsAsked || isAsBefore;
    case 'REMOVED':
      return isShared && share === undefined;
    case 'UNCHANGED':
      return isAsBefore;
    default:
      return effect === 'UNKNOWN';
  }
}
