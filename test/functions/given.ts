import type { Met } from './aws-answers.ts';

export const NOW = '2026-03-02T10:00:00.000Z';
/** When the request was accepted and had its turn. */
export const BEFORE = '2026-03-02T09:50:00.000Z';
export const UNIT = 'ou-ab12-cdef3456';
export const PORTFOLIO = 'port-a1b2c3d4e5f6g';
export const SCOPE = 'ACCOUNT_AND_REGION';
export const EXECUTION = 'arn:aws:states:us-east-1:111122223333:execution:foliocast-dev-share:event-1';

/** The world in which a step is done: a request that has its turn, unless something else is said. */
export interface Given {
  readonly now?: string;
  /** What is otherwise in the request, and in its record; `null`: the ledger holds none. */
  readonly request?: object;
  readonly record?: object | null;
  /** The lease's item; `null`: there is none. */
  readonly lease?: object | null;
  /** What is in the ledger beside these. */
  readonly items?: readonly Readonly<Record<string, unknown>>[];
  /** What calls meet, by operation. */
  readonly aws?: Readonly<Record<string, Met>>;
  /** What a call of the ledger meets instead of the ledger, or what happens before it. */
  readonly ledger?: (operation: string, body: string) => Promise<object | string | undefined> | undefined;
  /** The time of the function is up: it was frozen, and goes on later. */
  readonly isFrozen?: boolean;
}

export const REQUEST = {
  requestId: 'test-1',
  action: 'SHARE',
  portfolioId: PORTFOLIO,
  recipient: { type: 'ORGANIZATIONAL_UNIT', value: UNIT },
  shareTagOptions: false,
  sharePrincipals: false,
  principals: [],
};

export const RECORD = {
  requestKey: 'req-1',
  requester: { account: '111122223333', source: 'acme.test' },
  eventId: 'event-1',
  requestedAt: BEFORE,
  acceptedAt: BEFORE,
  contentHash: 'hash',
  request: REQUEST,
  executionArn: EXECUTION,
  phase: 'PLANNED',
  sequence: 3,
  number: 5,
  leaseScope: SCOPE,
  fence: 7,
  grantedAt: BEFORE,
};

export const PLACE = '1#000000000005#req-1#0001';
export const HOLDER = {
  requestKey: 'req-1',
  turn: 1,
  place: PLACE,
  fence: 7,
  grantedAt: BEFORE,
  confirmedAt: BEFORE,
};
export const HELD = { fence: 7, holder: HOLDER, queue: [] };

/** Input of the states that follow the grant. */
export const TURN = {
  requestKey: 'req-1',
  requestId: 'test-1',
  portfolioId: PORTFOLIO,
  lease: { fence: 7, grantedAt: BEFORE, scope: SCOPE },
};

export const SHARE_ITEM = { pk: `PORTFOLIO#${PORTFOLIO}`, sk: `SHARE#ORGANIZATIONAL_UNIT#${UNIT}` };

export function itemsOf({ record = {}, request, lease = HELD, items = [] }: Given) {
  return [
    ...(record === null
      ? []
      : [
          {
            pk: 'REQUEST#req-1',
            sk: 'REQUEST',
            ...RECORD,
            ...record,
            request: { ...REQUEST, ...request },
          },
        ]),
    ...(lease === null ? [] : [{ pk: `LEASE#${SCOPE}`, sk: 'LEASE', ...lease }]),
    ...items,
  ];
}

/** DescribePortfolioShares of a share with the unit, or with an account, with these flags. */
export function listed(ShareTagOptions = false, SharePrincipals = false, PrincipalId = UNIT) {
  const type = PrincipalId.startsWith('ou-') ? 'ORGANIZATIONAL_UNIT' : 'ACCOUNT';
  const share = { PrincipalId, ShareTagOptions, SharePrincipals, Accepted: true };
  return ({ Type }: { Type: string }) => ({ PortfolioShareDetails: Type === type ? [share] : [] });
}

/** `$.share` of the machine after the plan. */
export const STATE = {
  nextWrite: 'CREATE',
  writeNumber: 1,
  phase: 'PENDING',
  waitSeconds: 12,
  polls: 0,
  remakes: 0,
  deadlineAt: '2026-03-02T11:50:00.000Z',
  status: 'NOT_STARTED',
  successfulSoFar: 0,
};

/** The intent of an earlier attempt at the first write. */
export function intentOf(answer: string, more: object = {}) {
  return { write: 'CREATE', number: 1, startedAt: '2026-03-02T09:55:00.000Z', answer, ...more };
}

export const ACCOUNT = { recipient: { type: 'ACCOUNT', value: '222233334444' } };
