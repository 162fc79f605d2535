import { draw, pick } from '../storm/draw.ts';
import type { Wish } from '../storm/wishes.ts';
import { GUARDED_PATTERN, UNIT } from '../workflow/requests.ts';
import type { Cell, Flavour } from './cell.ts';
import { requestOf } from './flavours.ts';

const RIVALS = ['OPPOSITE', 'EQUAL', 'OTHER_PRINCIPALS'] as const;

type Asked = {
  readonly requestId: string;
  readonly action?: 'SHARE' | 'UNSHARE';
  readonly principals: readonly object[];
  readonly shareTagOptions?: boolean;
  readonly sharePrincipals?: boolean;
  readonly verifyAccountId?: string;
};

/** Another request for the share of a cell, accepted in the middle of it: which one, the cell's name draws. */
export function rivalRequestOf({ flavour, name }: Pick<Cell, 'flavour' | 'name'>, requestId: string): Asked {
  const request = requestOf(flavour, requestId) as Asked;
  const rival = { ...request, requestId: `${requestId}-rival` };
  switch (pick(RIVALS, draw(1, 'rival', name))) {
    case 'OPPOSITE': {
      const { action, shareTagOptions: _, sharePrincipals: __, verifyAccountId: ___, ...same } = rival;
      if (action === 'UNSHARE') return { ...same, principals: [GUARDED_PATTERN], sharePrincipals: true };
      return { ...same, action: 'UNSHARE' };
    }
    case 'OTHER_PRINCIPALS':
      return { ...rival, principals: request.principals.length > 0 ? [] : [GUARDED_PATTERN] };
    default:
      return rival;
  }
}

/** What the requests of a cell want of its share, for whoever judges their outcomes together. */
export function wishesOf(cell: Cell, requestId: string): Wish[] {
  const wish = ({ requestId: id, action = 'SHARE', principals, ...flags }: Asked): Wish => ({
    requestId: id,
    portfolioId: requestId,
    unitId: UNIT,
    isShared: WAS_THERE.includes(cell.flavour),
    ...(cell.flavour === 'CONFIRM' && { flagsBefore: { shareTagOptions: false, sharePrincipals: true } }),
    action,
    flags: {
      shareTagOptions: flags.shareTagOptions ?? false,
      sharePrincipals: flags.sharePrincipals ?? false,
    },
    principals,
    times: 1,
    answer: undefined,
  });
  return [requestOf(cell.flavour, requestId) as Asked, rivalRequestOf(cell, requestId)].map(wish);
}

const WAS_THERE: readonly Flavour[] = ['UPDATE', 'UNSHARE', 'TWO_PATHS', 'CONFIRM'];
