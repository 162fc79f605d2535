import type { Random } from '../../sandbox/simulator/random.ts';
import { GUARDED_PATTERN } from '../workflow/requests.ts';

/** What one request wants of a share, and what that is at first. */
export interface Wish {
  readonly requestId: string;
  readonly portfolioId: string;
  readonly unitId: string;
  readonly isShared: boolean;
  readonly action: 'SHARE' | 'UNSHARE';
  readonly flags: { readonly shareTagOptions: boolean; readonly sharePrincipals: boolean };
  readonly principals: readonly object[];
  /** How often its event comes. */
  readonly times: number;
}

const PORTFOLIOS = 5;
/** Every so many requests in a row are about one share. */
const RIVALS_EVERY = 3;

export function drawWishes(count: number, random: Random): Wish[] {
  const draw = (chance: number) => random() < chance;
  const areShared = Array.from({ length: count }, () => draw(0.5));
  return Array.from({ length: count }, (_, at) => {
    // Of three requests the second and the third are about the same share.
    const share = at % RIVALS_EVERY === RIVALS_EVERY - 1 ? at - 1 : at;
    const isShared = areShared[share] === true;
    const sharePrincipals = draw(0.5);
    return {
      requestId: `storm-${at}`,
      portfolioId: `port-storm${share % PORTFOLIOS}`,
      unitId: unitIdOf(share),
      isShared,
      action: draw(0.3) ? 'UNSHARE' : 'SHARE',
      flags: { shareTagOptions: draw(0.5), sharePrincipals },
      principals: sharePrincipals && draw(0.5) ? [GUARDED_PATTERN] : [],
      times: draw(0.3) ? 1 + Math.floor(random() * 5) : 1,
    };
  });
}

export function detailOf(wish: Wish): object {
  const { requestId, portfolioId, unitId, action, flags, principals } = wish;
  return {
    version: '1',
    requestId,
    portfolioId,
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: unitId },
    ...(action === 'UNSHARE' ? { action } : { ...flags, principals }),
  };
}

/** An organization in which every wish has a unit of its own, with one to three accounts. */
export function scenarioOf(wishes: readonly Wish[]) {
  const portfolios = Map.groupBy(wishes, ({ portfolioId }) => portfolioId);
  return {
    organization: {
      id: 'o-a1b2c3d4e5',
      rootId: 'r-ab12',
      managementAccountId: '111122223333',
      accounts: [{ id: '111122223333' }],
      units: [...new Set(wishes.map(({ unitId }) => unitId))].map((unitId, at) => ({
        id: unitId,
        name: unitId,
        accounts: Array.from({ length: 1 + (at % 3) }, (_, nth) => ({
          id: String(200_000_000_000 + 10 * at + nth),
        })),
      })),
    },
    portfolios: [...portfolios].map(([id, asked]) => ({
      id,
      products: [{ id: id.replace('port', 'prod') }],
      shares: [...new Set(asked.filter(({ isShared }) => isShared).map(({ unitId }) => unitId))].map(
        (organizationNode) => ({ organizationNode }),
      ),
    })),
    durations: { shareSeconds: 20, accountSeconds: 2 },
  };
}

function unitIdOf(at: number): string {
  return `ou-ab12-${String(at).padStart(8, '0')}`;
}
