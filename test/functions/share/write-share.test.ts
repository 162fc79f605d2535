import { expect, test } from 'vitest';
import { createPortfolioShare } from '../../../aws/service-catalog/write-share.ts';
import { handler as createShare } from '../../../functions/share/create-share.ts';
import { handler as deleteShare } from '../../../functions/share/delete-share.ts';
import { handler as updateShare } from '../../../functions/share/update-share.ts';
import { writeShare } from '../../../functions/share/write-share.ts';
import {
  ACCOUNT,
  type Given,
  HELD,
  HOLDER,
  intentOf,
  listed,
  NOW,
  PORTFOLIO,
  STATE,
  TURN,
} from '../given.ts';
import { part, recordNow, step } from '../step.ts';

const HANDLERS = { CREATE: createShare, UPDATE: updateShare, DELETE: deleteShare };
const TAKEN = { PortfolioShareToken: 'share-1' };
const TAKES = { CreatePortfolioShare: TAKEN, UpdatePortfolioShare: TAKEN, DeletePortfolioShare: TAKEN };
const PENDING = { ...STATE, nextWrite: 'NONE', writeNumber: 2, looks: 0 };
const SETTLED = { ...PENDING, phase: 'SETTLED', status: 'COMPLETED' };
const OLD = { write: 'CREATE', portfolioShareToken: 'share-0', status: 'COMPLETED', successfulSoFar: 2 };
const LATE = STATE.deadlineAt;
const LOST = 'its accounts cannot be followed, since the answer with its token was lost';

function write(kind: keyof typeof HANDLERS, given: Given = {}, state: object = {}) {
  return step(HANDLERS[kind], { ...TURN, share: { ...STATE, ...state } }, { aws: TAKES, ...given });
}

test('a write is announced before its call, and its token is kept after it', async () => {
  let announced: unknown;
  const CreatePortfolioShare = async () => {
    announced = (await recordNow()).intent;
    return TAKEN;
  };

  const { out, calls, record, said, lines } = await write(
    'CREATE',
    { aws: { CreatePortfolioShare } },
    { busySince: NOW, busySaid: 'wait' },
  );

  const intent = { write: 'CREATE', number: 1, startedAt: NOW };
  expect(announced).toEqual({ ...intent, answer: 'UNANSWERED' });
  expect(out).toEqual({ ...PENDING, busySaid: 'wait' });
  expect(calls).toEqual(['CreatePortfolioShare']);
  expect(record.intent).toEqual({ ...intent, answer: 'ANSWERED' });
  const share = {
    write: 'CREATE',
    portfolioShareToken: 'share-1',
    status: 'NOT_STARTED',
    successfulSoFar: 0,
  };
  expect(record.share).toEqual(share);
  expect(record.phase).toBe('WRITING');
  expect(said).toEqual(['INFO Service Catalog took the write']);
  expect(lines[0]).toMatchObject({ write: 'CREATE', portfolioShareToken: 'share-1' });
});

test('a status that comes with the answer is kept', async () => {
  const aws = { UpdatePortfolioShare: { ...TAKEN, Status: 'IN_PROGRESS' } };

  const { out, record } = await write('UPDATE', { aws });

  expect(out).toEqual({ ...PENDING, status: 'IN_PROGRESS' });
  expect(record.share).toMatchObject({ write: 'UPDATE', status: 'IN_PROGRESS' });
});

test('an attempt that finds its write answered goes on with that', async () => {
  const share = { ...OLD, status: 'IN_PROGRESS' };

  const { out, calls, record } = await write('CREATE', { record: { intent: intentOf('ANSWERED'), share } });

  expect(out).toEqual({ ...PENDING, status: 'IN_PROGRESS' });
  expect(calls).toEqual([]);
  expect(record.share).toEqual(share);
});

test.each([
  ['an earlier number', { intent: intentOf('ANSWERED', { number: 0 }), share: OLD }],
  ['another kind', { intent: intentOf('ANSWERED', { write: 'UPDATE' }), share: OLD }],
])('the answer to a write of %s is not its own', async (_, record) => {
  const { calls, out } = await write('CREATE', { record });

  expect(calls).toEqual(['CreatePortfolioShare']);
  expect(out).toEqual(PENDING);
});

test('nothing is written for a request that is cancelled, except the second half of a remake', async () => {
  const cancelled = { cancelledBy: 'ana' };
  const half = { ...cancelled, share: { ...OLD, write: 'DELETE' } };

  const [whole, second, other] = [
    await write('CREATE', { record: cancelled }),
    await write('CREATE', { record: half }),
    await write('UPDATE', { record: half }),
  ];

  expect(whole).toMatchObject({ error: 'RequestRejected: CANCELLED: cancelled by ana', calls: [] });
  expect(second).toMatchObject({ error: undefined, calls: ['CreatePortfolioShare'] });
  expect(other.error).toContain('CANCELLED');
});

test('a write is not begun after the time until which it was asked for', async () => {
  const { error, calls } = await write('CREATE', { request: { notAfter: '2026-03-02T09:59:59Z' } });

  expect(error).toContain('EXPIRED: request test-1 was to be done by');
  expect(calls).toEqual([]);
});

test.each([
  ['is not begun', {}, 'RequestRejected: SHARE_TIMED_OUT', []],
  [
    'that has no answer is made',
    { intent: intentOf('UNANSWERED') },
    undefined,
    ['DescribePortfolioShares', 'CreatePortfolioShare'],
  ],
  [
    'that makes a share again is made',
    { share: { ...OLD, write: 'DELETE' } },
    undefined,
    ['CreatePortfolioShare'],
  ],
  [
    'that follows one without a token is made',
    { share: { write: 'UPDATE', isBlind: true, status: 'NOT_STARTED', successfulSoFar: 0 } },
    undefined,
    ['CreatePortfolioShare'],
  ],
])('at the deadline a write %s', async (_, record, error, calls) => {
  const happened = await write('CREATE', { record, now: LATE });

  expect(happened.error?.slice(0, 32)).toBe(error);
  expect(happened.calls).toEqual(calls);
});

test.each([
  ['nothing is listed: the creation is made again', 'CREATE', { PortfolioShareDetails: [] }, undefined],
  ['the share is as before: the update is made again', 'UPDATE', listed(true), undefined],
  [
    'a share is listed: its creation is not known',
    'CREATE',
    listed(true),
    `ShareStatusUnknown: After CREATE the share is there, shareTagOptions true, sharePrincipals false; ${LOST}`,
  ],
  [
    'the share is as asked: its update is not known',
    'UPDATE',
    listed(),
    `ShareStatusUnknown: After UPDATE the share is there, shareTagOptions false, sharePrincipals false; ${LOST}`,
  ],
] as const)('after a lost answer, %s', async (_, kind, found, error) => {
  const record = { intent: intentOf('UNANSWERED', { write: kind }) };

  const happened = await write(kind, { record, aws: { ...TAKES, DescribePortfolioShares: found } });

  expect(happened.error).toBe(error);
  expect(happened.calls).toHaveLength(error ? 1 : 2);
  expect(happened.record.intent.answer).toBe(error ? 'UNANSWERED' : 'ANSWERED');
  if (!error) expect(happened.record.intent).toMatchObject({ isDoubted: true, startedAt: NOW });
});

test.each([
  ['nothing', { PortfolioShareDetails: [] }],
  ['the share', listed()],
])('after a lost answer a deletion is made again, though %s is listed', async (_, found) => {
  const record = { intent: intentOf('UNANSWERED', { write: 'DELETE' }) };
  const again = (aws: object, request: object) =>
    write('DELETE', { record, request, aws: { ...TAKES, ...aws, DescribePortfolioShares: found } });

  for (const request of [{}, { action: 'UNSHARE' }]) {
    const taken = await again({}, request);
    const blind = await again({ DeletePortfolioShare: {} }, request);

    expect(taken).toMatchObject({ calls: ['DeletePortfolioShare'], out: PENDING });
    expect(taken.record.intent).toMatchObject({ answer: 'ANSWERED', isDoubted: true, startedAt: NOW });
    expect(blind.out).toMatchObject({ nextWrite: 'DELETE', phase: 'REMAKE', blind: 1 });
  }
});

test('what is refused as busy at the deadline may be our own', async () => {
  const record = { intent: intentOf('UNANSWERED', { write: 'DELETE' }) };
  const aws = { DeletePortfolioShare: 'InvalidStateException: wait' };

  const { error } = await write('DELETE', { record, aws, now: LATE });

  expect(error).toBe(`ShareStatusUnknown: At the deadline DELETE is refused; ${LOST}`);
});

test.each(['ANSWERED', 'REFUSED'])(
  'a first half that has ended, %s, and whose step was lost, is followed by the second',
  async (answer) => {
    const share = { write: 'DELETE', status: 'COMPLETED', successfulSoFar: 0 };
    const record = { intent: intentOf(answer, { write: 'DELETE' }), share, plannedWrite: 'CREATE' };

    const { out, calls } = await write('DELETE', { record }, { nextWrite: 'DELETE', remakes: 1 });

    expect(out).toMatchObject({ phase: 'REMAKE', nextWrite: 'CREATE', writeNumber: 3, remakes: 1 });
    expect(calls).toEqual([]);
  },
);

const DELETED = { write: 'DELETE', status: 'COMPLETED', successfulSoFar: 0 };

test.each([
  ['a removal', { request: { action: 'UNSHARE' } }, DELETED, { phase: 'SETTLED', nextWrite: 'NONE' }],
  [
    'a deletion that runs',
    {},
    { ...DELETED, status: 'IN_PROGRESS', portfolioShareToken: 'share-0' },
    { phase: 'PENDING', nextWrite: 'NONE' },
  ],
  [
    'a deletion without a token',
    {},
    { ...DELETED, status: 'NOT_STARTED', isBlind: true },
    { phase: 'REMAKE', nextWrite: 'DELETE', blind: 1 },
  ],
])('%s whose step was lost goes on, and nothing is made again', async (_, given, share, expected) => {
  const record = { intent: intentOf('ANSWERED', { write: 'DELETE' }), share, plannedWrite: 'CREATE' };

  const { out, calls } = await write('DELETE', { ...given, record }, { nextWrite: 'DELETE', remakes: 1 });

  expect(out).toMatchObject(expected);
  expect(calls).toEqual([]);
});

test('the second half that was refused is made again', async () => {
  const record = { intent: intentOf('REFUSED'), share: DELETED };

  const { out, calls } = await write('CREATE', { record }, { remakes: 1 });

  expect(calls).toContain('CreatePortfolioShare');
  expect(out).toMatchObject({ phase: 'PENDING', nextWrite: 'NONE' });
});

test('a first half that has ended is followed by the second, though it was cancelled meanwhile', async () => {
  const share = { write: 'DELETE', status: 'COMPLETED', successfulSoFar: 0 };
  const record = {
    intent: intentOf('ANSWERED', { write: 'DELETE' }),
    share,
    cancelledBy: 'ana',
    cancelledAt: NOW,
  };

  const { out } = await write('DELETE', { record }, { nextWrite: 'DELETE', remakes: 1 });

  expect(out).toMatchObject({ nextWrite: 'CREATE' });
});

test('the second half is made whatever a list shows that lags', async () => {
  const share = { write: 'DELETE', portfolioShareToken: 'share-0', status: 'COMPLETED', successfulSoFar: 0 };
  const record = {
    intent: intentOf('REFUSED'),
    share,
    before: { shareTagOptions: false, sharePrincipals: false },
  };

  const { out, calls } = await write('CREATE', {
    record,
    aws: { ...TAKES, DescribePortfolioShares: listed() },
  });

  expect(calls).toEqual(['CreatePortfolioShare']);
  expect(out).toMatchObject({ phase: 'PENDING' });
});

test('a write whose answer was lost may be what it is busy with: it is tried until the deadline', async () => {
  const record = { intent: intentOf('UNANSWERED', { write: 'DELETE' }) };
  const aws = { DeletePortfolioShare: 'InvalidStateException: no' };
  const request = { action: 'UNSHARE' };
  const state = { nextWrite: 'DELETE', busySince: '2026-03-02T09:50:00.000Z' };

  const { out } = await write('DELETE', { record, request, aws }, state);
  const late = await write('DELETE', { record, request, aws, now: LATE }, state);

  expect(out).toMatchObject({ phase: 'REMAKE', nextWrite: 'DELETE' });
  expect(late.error).toContain('At the deadline DELETE is refused');
});

test('a doubt stays, though the attempt after it was refused', async () => {
  const record = { intent: intentOf('REFUSED', { isDoubted: true }) };

  const { error } = await write('CREATE', { record, aws: { ...TAKES, DescribePortfolioShares: listed() } });

  expect(error).toContain('After CREATE the share is there');
});

test.each([
  ['what was created meanwhile is planned anew', 'CREATE', 'ABSENT', listed(), true],
  ['what is not there is created', 'CREATE', 'ABSENT', { PortfolioShareDetails: [] }, false],
  [
    'what was updated meanwhile is planned anew',
    'UPDATE',
    { shareTagOptions: true, sharePrincipals: false },
    listed(),
    true,
  ],
  [
    'what was as asked before is updated all the same',
    'UPDATE',
    { shareTagOptions: false, sharePrincipals: false },
    listed(),
    false,
  ],
  ['what nobody knows to have been as asked is planned anew', 'UPDATE', undefined, listed(), true],
  [
    'what was deleted meanwhile is deleted all the same',
    'DELETE',
    { shareTagOptions: true, sharePrincipals: false },
    { PortfolioShareDetails: [] },
    false,
  ],
  [
    'what was not listed before is deleted all the same',
    'DELETE',
    'ABSENT',
    { PortfolioShareDetails: [] },
    false,
  ],
] as const)('after a refusal, %s', async (_, kind, before, found, isOutdated) => {
  const record = { before, intent: intentOf('REFUSED', { write: kind }) };

  const happened = await write(kind, { record, aws: { ...TAKES, DescribePortfolioShares: found } });

  const sentence = `PlanOutdated: somebody else did what ${kind} was to do, while it was refused`;
  expect(happened.error).toBe(isOutdated ? sentence : undefined);
  if (!isOutdated) expect(happened.record.intent).not.toHaveProperty('isDoubted');
});

test.each([
  ['is to bring access', { tried: ['UPDATE'], before: 'ABSENT' }],
  ['changes nothing', { before: { shareTagOptions: false, sharePrincipals: false } }],
])('an update that %s is made after a refusal, and once more after a lost answer', async (_, more) => {
  const aws = { ...TAKES, DescribePortfolioShares: listed() };
  const after = (answer: string) =>
    write('UPDATE', { record: { ...more, intent: intentOf(answer, { write: 'UPDATE' }) }, aws });

  const refused = await after('REFUSED');
  const lost = await after('UNANSWERED');

  for (const { out, calls } of [refused, lost]) {
    expect(calls).toEqual(['UpdatePortfolioShare']);
    expect(out).toEqual(PENDING);
  }
  expect(lost.record.intent.isDoubted).toBe(true);
});

test('what follows a write without a token is made whatever is listed', async () => {
  const share = { write: 'CREATE', isBlind: true, status: 'NOT_STARTED', successfulSoFar: 0 };
  const record = { share, before: 'ABSENT', intent: intentOf('REFUSED', { write: 'UPDATE' }) };
  const aws = { ...TAKES, DescribePortfolioShares: listed() };

  const refused = await write('UPDATE', { record, aws });
  const lost = await write('UPDATE', {
    record: { ...record, intent: intentOf('UNANSWERED', { write: 'UPDATE' }) },
    aws,
  });
  const busy = await write('UPDATE', {
    record,
    aws: { ...aws, UpdatePortfolioShare: 'InvalidStateException: wait' },
  });

  expect(refused).toMatchObject({ error: undefined, calls: ['UpdatePortfolioShare'] });
  expect(lost.error).toContain('After UPDATE the share is there');
  // That is its own.
  expect(busy.out).toMatchObject({ nextWrite: 'UPDATE', phase: 'REMAKE' });
  expect(busy.record).not.toHaveProperty('metOthers');
});

test.each([
  ['another request', { ...HOLDER, requestKey: 'req-2' }],
  ['a later turn', { ...HOLDER, fence: 8 }],
  ['nobody', undefined],
])('nothing is written once the lease is with %s', async (_, holder) => {
  const { error, calls, record } = await write('CREATE', { lease: { ...HELD, holder } });

  expect(error).toBe('LeaseLost: The lease granted under fence 7 is no longer held');
  expect(calls).toEqual([]);
  expect(record.intent.answer).toBe('REFUSED');
});

test('a function whose time is up does not write', async () => {
  const run = writeShare('CREATE', createPortfolioShare);

  const { error, calls, record } = await part((task) => run({ ...TURN, share: STATE } as never, task), {
    isFrozen: true,
  });

  expect(error).toContain('AbortError');
  expect(calls).toEqual([]);
  expect(record.intent.answer).toBe('UNANSWERED');
});

test('a write that meets somebody else’s is tried again later', async () => {
  const aws = { CreatePortfolioShare: 'InvalidStateException: wait' };

  const { out, record } = await write('CREATE', { aws });

  const said = 'CreatePortfolioShare: wait';
  expect(out).toEqual({ ...STATE, phase: 'REMAKE', waitSeconds: 5, busySince: NOW, busySaid: said });
  expect(record).toMatchObject({ intent: { answer: 'REFUSED' }, metOthers: true });
});

test.each([
  ['DROP', {}, 'AmbiguousWrite: CreatePortfolioShare had no clear answer', 'UNANSWERED'],
  ['ThrottlingException: slow', {}, 'ThrottlingException: CreatePortfolioShare: slow', 'REFUSED'],
  [
    'ThrottlingException: slow',
    { intent: intentOf('UNANSWERED') },
    'ThrottlingException: CreatePortfolioShare: slow',
    'UNANSWERED',
  ],
])(
  'a call that meets %s after %j leaves its intent so',
  async (CreatePortfolioShare, before, error, answer) => {
    const { error: thrown, record } = await write('CREATE', {
      record: before,
      aws: { CreatePortfolioShare },
    });

    expect(thrown).toContain(error);
    expect(record.intent).toMatchObject({ answer, startedAt: NOW });
    expect(record).not.toHaveProperty('metOthers');
  },
);

test('a creation that answers the token of the share that is known made nothing', async () => {
  const endBefore = {
    access: 'ALL',
    flags: 'ALL',
    failures: [],
    portfolioShareToken: 'share-1',
    requestId: 'x',
    grantedAt: 'x',
  };

  const known = await write('CREATE', { record: { endBefore } });
  const remade = await write('CREATE', { record: { endBefore, remakes: 1 } });
  const other = await write('CREATE', {
    record: { endBefore: { ...endBefore, portfolioShareToken: 'share-0' } },
  });
  const updated = await write('UPDATE', { record: { endBefore } });
  const doubted = await write('CREATE', { record: { endBefore, intent: intentOf('UNANSWERED') } });

  expect(known.error).toBe('PlanOutdated: the share is there already, though it is not listed yet');
  expect(known.record.intent.answer).toBe('REFUSED');
  for (const { error, out } of [remade, other, updated, doubted]) {
    expect(error).toBeUndefined();
    expect(out).toEqual(PENDING);
  }
});

const NO_TOKEN = { CreatePortfolioShare: {}, UpdatePortfolioShare: {}, DeletePortfolioShare: {} };

test.each([
  ['CREATE', listed(), 'UPDATE'],
  ['CREATE', { PortfolioShareDetails: [] }, 'UPDATE'],
  ['UPDATE', listed(), 'CONFIRM'],
  ['DELETE', listed(), 'DELETE'],
] as const)(
  'a %s that is answered without a token is followed by a call that is refused while it runs',
  async (kind, found, next) => {
    const happened = await write(
      kind,
      { aws: { ...NO_TOKEN, DescribePortfolioShares: found } },
      { polls: 4 },
    );

    expect(happened.out).toEqual({
      ...PENDING,
      polls: 4,
      nextWrite: next,
      phase: 'REMAKE',
      waitSeconds: 10,
      blind: 1,
    });
    expect(happened.record.share).toEqual({
      write: kind,
      isBlind: true,
      status: 'NOT_STARTED',
      successfulSoFar: 0,
    });
  },
);

test.each([
  ['the fourth', {}, { blind: 3 }, NOW, false],
  ['one at the deadline', { share: { ...OLD, write: 'DELETE' } }, {}, LATE, false],
  ['one after a lost answer', { intent: intentOf('UNANSWERED') }, {}, NOW, true],
])('of a write without a token the end is not known: %s', async (_, record, state, now, isLost) => {
  const { error } = await write('CREATE', { record, now, aws: NO_TOKEN }, state);

  const why = isLost ? 'the answer with its token was lost' : 'Service Catalog gave no token for it';
  expect(error).toBe(
    `ShareStatusUnknown: CREATE was answered; its accounts cannot be followed, since ${why}`,
  );
});

test('the third without a token is still followed', async () => {
  expect((await write('CREATE', { aws: NO_TOKEN }, { blind: 2 })).out).toMatchObject({ blind: 3 });
});

test.each([
  ['CREATE', listed(true), 'somebody else created the share, and not as asked'],
  ['DELETE', { PortfolioShareDetails: [] }, 'there was no share to delete any more'],
] as const)('a %s without a token that others forestalled is planned anew', async (kind, found, sentence) => {
  const { error, record } = await write(kind, { aws: { ...NO_TOKEN, DescribePortfolioShares: found } });

  expect(error).toBe(`PlanOutdated: ${sentence}`);
  expect(record.intent.answer).toBe('REFUSED');
});

test('what UNSHARE finds absent twice is gone', async () => {
  const request = { action: 'UNSHARE' };
  const del = (record: object, of = request) => write('DELETE', { request: of, record, aws: NO_TOKEN });

  const twice = await del({ plans: 2 });
  const once = await del({ plans: 1 });
  const unknown = await del({});
  const share = await del({ plans: 2 }, { action: 'SHARE' });

  expect(twice.out).toEqual(SETTLED);
  for (const { error } of [once, unknown, share])
    expect(error).toContain('there was no share to delete any more');
});

test.each([
  ['is written at once', 'CREATE', listed(false, false, '222233334444'), undefined, { accepted: true }],
  [
    'that nothing lists is planned anew',
    'CREATE',
    { PortfolioShareDetails: [] },
    'not listed as asked',
    { accepted: false, isOtherwise: true },
  ],
  [
    'with other flags is planned anew',
    'UPDATE',
    listed(true, false, '222233334444'),
    'not listed as asked',
    { accepted: true, isOtherwise: true },
  ],
  ['is gone at once', 'DELETE', { PortfolioShareDetails: [] }, undefined, {}],
  [
    'that is still listed is planned anew',
    'DELETE',
    listed(false, false, '222233334444'),
    'not listed as asked',
    { isOtherwise: true },
  ],
] as const)('a share with an account %s', async (_, kind, found, error, more) => {
  const request = { ...ACCOUNT, ...(kind === 'DELETE' && { action: 'UNSHARE' }) };

  const happened = await write(kind, { request, aws: { ...NO_TOKEN, DescribePortfolioShares: found } });

  if (error)
    expect(happened.error).toBe('PlanOutdated: the share was written, yet it is not listed as asked');
  else expect(happened.out).toEqual(SETTLED);
  expect(happened.record.share).toEqual({ write: kind, status: 'COMPLETED', successfulSoFar: 0, ...more });
});

test('a lost creation of a share with an account is read from the list', async () => {
  const record = { intent: intentOf('UNANSWERED') };
  const aws = { DescribePortfolioShares: listed(false, false, '222233334444') };

  const happened = await write('CREATE', { request: ACCOUNT, record, aws });

  expect(happened.out).toEqual(SETTLED);
  const share = { write: 'CREATE', status: 'COMPLETED', successfulSoFar: 0, accepted: true };
  expect(happened.record.share).toEqual(share);
  expect(happened.said).toEqual(['WARN An unanswered write turned out to have been done']);
  expect(happened.lines[0]).toMatchObject({ write: 'CREATE' });
});

test.each([
  ['is deleted again', NO_TOKEN],
  ['was gone by then', { DeletePortfolioShare: 'ResourceNotFoundException: none' }],
])(
  'after a lost deletion an account’s share %s, though the share with it as a node stays',
  async (_, aws) => {
    const value = ACCOUNT.recipient.value;
    const wanted = { shareTagOptions: false, sharePrincipals: false };
    const sk = `SHARE#ORGANIZATION_MEMBER_ACCOUNT#${value}`;
    const share = { PrincipalId: value, ShareTagOptions: false, SharePrincipals: false, Accepted: true };

    const { out, calls, record } = await write('DELETE', {
      request: { ...ACCOUNT, action: 'UNSHARE' },
      record: { intent: intentOf('UNANSWERED', { write: 'DELETE' }) },
      items: [{ pk: `PORTFOLIO#${PORTFOLIO}`, sk, wanted }],
      aws: {
        ...aws,
        DescribePortfolioShares: ({ Type }: { Type: string }) => ({
          PortfolioShareDetails: Type === 'ACCOUNT' ? [] : [share],
        }),
      },
    });

    expect(calls).toContain('DeletePortfolioShare');
    expect(out).toEqual(SETTLED);
    expect(record.share).toEqual({ write: 'DELETE', status: 'COMPLETED', successfulSoFar: 0 });
  },
);
