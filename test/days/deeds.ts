import { draw, pick } from '../storm/draw.ts';
import { RISKY_PATTERN } from '../storm/wishes.ts';
import { GUARDED_PATTERN } from '../workflow/requests.ts';
import { accountOf, ORGANIZATION, PORTFOLIOS, UNITS } from './place.ts';

const HOUR_MS = 3_600_000;
/** CRITICAL, which policy refuses. */
const ANYBODY = { principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM_PATTERN' };
const OTHER_PATTERN = {
  principalArn: 'arn:aws:iam:::role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Reader_????????????????',
  principalType: 'IAM_PATTERN',
};

export interface Request {
  readonly requestId: string;
  readonly action: 'SHARE' | 'UNSHARE' | 'DISASSOCIATE';
  readonly portfolioId: string;
  readonly organizationNode?: { readonly type: string; readonly value: string };
  readonly accountId?: string;
  readonly shareTagOptions?: boolean;
  readonly sharePrincipals?: boolean;
  readonly exactPrincipals?: boolean;
  readonly principals: readonly { readonly principalArn: string; readonly principalType: string }[];
  readonly ticket?: object;
  readonly verifyAccountId?: string;
}

/** One thing that happens in a day; what it is about is drawn when it happens, by its `key`. */
export type Deed = { readonly at: number; readonly key: string } & (
  | { readonly kind: 'ASK'; readonly request: Request; readonly times: number }
  | { readonly kind: 'VEND' | 'MOVE' | 'CLOSE' | 'LEAVE' }
  | { readonly kind: 'HAND'; readonly hand: (typeof HANDS)[number]; readonly isTold: boolean }
  | { readonly kind: 'OUTAGE'; readonly service: string; readonly minutes: number }
  | { readonly kind: 'RESTART' | 'STOP' | 'READ_REPORTS' | 'COMPARE_NOW' }
);

const HANDS = ['DELETE', 'UPDATE', 'CREATE', 'ASSOCIATE', 'DISASSOCIATE', 'CONSTRAIN'] as const;
/** `schedule`: nothing is swept, since no scheduled event comes. */
const SERVICES = ['servicecatalog', 'organizations', 'dynamodb', 'events', 'states', 'schedule'] as const;
const PATTERNS = [GUARDED_PATTERN, OTHER_PATTERN, RISKY_PATTERN];

/** How often each happens on a working day, on average; a tenth of that at a weekend. */
const A_DAY = {
  ASK: 4,
  VEND: 0.8,
  MOVE: 0.5,
  CLOSE: 0.1,
  LEAVE: 0.1,
  HAND: 1.2,
  OUTAGE: 0.25,
  RESTART: 0.5,
  STOP: 0.3,
  READ_REPORTS: 0.6,
  COMPARE_NOW: 0.15,
} as const satisfies Readonly<Record<Deed['kind'], number>>;

export function deedsOf(seed: number, day: number): Deed[] {
  // The first day is a Thursday, and a weekend is quiet.
  const share = day % 7 === 2 || day % 7 === 3 ? 0.1 : 1;
  return Object.entries(A_DAY)
    .flatMap(([kind, often]) => {
      const wanted = often * share;
      const count = Math.floor(wanted * 2 * draw(seed, 'count', day, kind) + draw(seed, 'more', day, kind));
      return Array.from({ length: count }, (_, nth) =>
        deedOf(seed, kind as Deed['kind'], `${day}-${kind}-${nth}`),
      );
    })
    .sort((one, other) => one.at - other.at);
}

function deedOf(seed: number, kind: Deed['kind'], key: string): Deed {
  const luck = (what: string) => draw(seed, what, key);
  // People ask in waves: at nine, at eleven, at two.
  const wave = pick([9, 11, 14], luck('wave')) as number;
  const isAtWave = kind === 'ASK' && luck('at wave') < 0.6;
  const at = HOUR_MS * (isAtWave ? wave + luck('at') / 60 : 8 + 10 * luck('at'));
  switch (kind) {
    case 'ASK':
      return { kind, key, at, request: requestOf(seed, key), times: luck('times') < 0.15 ? 2 : 1 };
    case 'HAND':
      return { kind, key, at, hand: pick(HANDS, luck('hand')) ?? 'DELETE', isTold: luck('told') < 0.6 };
    case 'OUTAGE':
      return {
        kind,
        key,
        at: 24 * HOUR_MS * luck('at'),
        service: pick(SERVICES, luck('service')) as string,
        minutes: 2 + 60 * luck('minutes') ** 2,
      };
    default:
      return { kind, key, at };
  }
}

/** Of so few shares that most of them are asked about often. */
function requestOf(seed: number, key: string): Request {
  const luck = (what: string) => draw(seed, what, key);
  const common = { requestId: `day-${key}`, portfolioId: pick(PORTFOLIOS, luck('portfolio')) as string };
  const principals =
    luck('principals') < 0.35 ? [pick(PATTERNS, luck('pattern')) as (typeof PATTERNS)[0]] : [];
  const whom = whomOf(luck('whom'), luck('which'));
  const ticket = { system: 'jira', id: `IT-${key}` };
  const action = luck('action');
  if (action < 0.05 && principals.length > 0) return { ...common, action: 'DISASSOCIATE', principals };
  if (action < 0.3)
    return { ...common, ...whom, action: 'UNSHARE', principals: luck('all') < 0.5 ? PATTERNS : [] };
  const isUnit = whom.organizationNode !== undefined && whom.organizationNode.type !== 'ACCOUNT';
  return {
    ...common,
    ...whom,
    action: 'SHARE',
    shareTagOptions: luck('tags') < 0.3,
    sharePrincipals: isUnit && luck('names') < 0.4,
    principals,
    ticket,
  };
}

function whomOf(luck: number, which: number): Pick<Request, 'organizationNode' | 'accountId'> {
  if (luck < 0.08) return { organizationNode: { type: 'ORGANIZATION', value: ORGANIZATION } };
  const unit = Math.floor(which * 4) + 3;
  if (luck < 0.14) return { accountId: accountOf(unit, 2) };
  if (luck < 0.2) return { organizationNode: { type: 'ACCOUNT', value: accountOf(unit, 3) } };
  return { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: pick(UNITS, which) as string } };
}

export const FOREIGN_PATTERNS = [ANYBODY, OTHER_PATTERN, GUARDED_PATTERN];
