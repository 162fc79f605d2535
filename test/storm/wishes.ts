import { GUARDED_PATTERN } from '../workflow/requests.ts';
import { draw } from './draw.ts';

/** HIGH, for which the default policy wants a yes. */
export const RISKY_PATTERN = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };

/** What one request wants of a share, and what that is at first. */
export interface Wish {
  readonly requestId: string;
  readonly portfolioId: string;
  readonly unitId: string;
  readonly isShared: boolean;
  /** Of the share that is there at first; none where absent. */
  readonly flagsBefore?: Wish['flags'];
  readonly action: 'SHARE' | 'UNSHARE';
  readonly flags: { readonly shareTagOptions: boolean; readonly sharePrincipals: boolean };
  readonly principals: readonly object[];
  /** How often its event comes. */
  readonly times: number;
  /** What somebody who is asked says; `undefined` where he says nothing. */
  readonly answer: 'APPROVED' | 'REJECTED' | undefined;
}

/** Work that takes many calls. */
const CROWD = Array.from({ length: 30 }, (_, nth) => ({
  principalArn: `arn:aws:iam::111122223333:role/Team-${nth}`,
  principalType: 'IAM',
}));

/** So many requests in a row are about one portfolio, and most of them about one share. */
const RIVALS = 3;

export function drawWishes(count: number, seed: number): Wish[] {
  return Array.from({ length: count }, (_, at) => {
    const luck = (what: string, of: number = at) => draw(seed, what, of);
    const portfolio = Math.floor(at / RIVALS);
    const unit = luck('unit') < 0.25 ? at : portfolio * RIVALS;
    const sharePrincipals = luck('names') < 0.5;
    const isCrowd = draw(seed, 'crowds') < 0.17 && luck('crowd') < 0.6;
    const principal = luck('principal') < 0.45 ? RISKY_PATTERN : GUARDED_PATTERN;
    return {
      requestId: `storm-${at}`,
      portfolioId: `port-storm${portfolio}`,
      unitId: unitIdOf(unit),
      isShared: luck('shared', unit) < 0.5,
      action: luck('action') < 0.35 ? 'UNSHARE' : 'SHARE',
      flags: { shareTagOptions: luck('tags') < 0.3, sharePrincipals },
      principals: isCrowd ? CROWD : luck('principals') < 0.5 ? [principal] : [],
      times: luck('repeated') < 0.3 ? 1 + Math.floor(luck('times') * 4) : 1,
      answer: luck('answer') < 0.6 ? 'APPROVED' : luck('answer') < 0.8 ? 'REJECTED' : undefined,
    };
  });
}

/** Another request for the same share, accepted in the middle of something: opposite, equal, or with other principals. */
export function rivalOf(wish: Wish, seed: number): Wish {
  const requestId = `${wish.requestId}-rival`;
  const luck = draw(seed, 'rival', wish.requestId);
  if (luck < 0.5) {
    const action = wish.action === 'SHARE' ? 'UNSHARE' : 'SHARE';
    return { ...wish, requestId, action, times: 1 };
  }
  if (luck < 0.75) return { ...wish, requestId, times: 1 };
  return { ...wish, requestId, times: 1, principals: wish.principals.length > 0 ? [] : [GUARDED_PATTERN] };
}

export function detailOf(wish: Wish): object {
  const { requestId, portfolioId, unitId, action, flags, principals } = wish;
  return {
    version: '1',
    requestId,
    portfolioId,
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: unitId },
    principals,
    ...(action === 'UNSHARE' ? { action } : flags),
  };
}

/** An organization in which every share has a unit of its own, with one to three accounts. */
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
