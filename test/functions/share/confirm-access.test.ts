import { expect, test } from 'vitest';
import { handler as confirmAccess } from '../../../functions/share/confirm-access.ts';
import { accountAt } from '../aws-answers.ts';
import { ACCOUNT, BEFORE, type Given, NOW, SHARE_ITEM, STATE, TURN, UNIT } from '../given.ts';
import { step } from '../step.ts';

const A = '333344445555';
const B = '444455556666';
const VISIT = '2026-03-02T09:59:00.000Z';
const DONE = { ...STATE, nextWrite: 'NONE', phase: 'SETTLED', writeNumber: 2, status: 'COMPLETED' };
const OFF = { shareTagOptions: false, sharePrincipals: false };
const END = { access: 'NOT_ALL', flags: 'ALL', failures: [], requestId: 'x', grantedAt: BEFORE };
const ALL = { ...END, access: 'ALL' };
/** A share that was there before, and was only confirmed. */
const STOOD = { before: OFF };
/** One that this request made an hour ago, and whose end missed some. */
const judged = (failures: readonly string[], succeeded = 1) => ({
  succeeded,
  failed: failures.length,
  alreadyReached: 0,
  alreadyReachedAccounts: [],
  failures: failures.map((accountId) => ({ accountId, error: 'InternalFailure', message: 'no' })),
});
const CREATED = {
  write: 'CREATE',
  portfolioShareToken: 'share-1',
  status: 'COMPLETED',
  successfulSoFar: 2,
  accounts: judged([], 2),
};
const INTENT = { write: 'CREATE', number: 1, startedAt: '2026-03-02T09:51:00.000Z', answer: 'ANSWERED' };
const MADE = { before: 'ABSENT', plannedWrite: 'CREATE', intent: INTENT, share: CREATED };

const UPDATED = { ...CREATED, write: 'UPDATE' };

const having = (...AccountIds: string[]) => ({ ListPortfolioAccess: { AccountIds } });

function confirm(given: Given = {}, state: object = {}, visit: string | undefined = VISIT) {
  const record = given.record ?? STOOD;
  return step(confirmAccess, { ...TURN, share: { ...DONE, ...state }, visit }, { ...given, record });
}

test('what everybody has is settled, and the look is kept', async () => {
  const { out, record, said, lines } = await confirm({ aws: having(A, B) });

  expect(out).toEqual({ ...DONE, looks: 1 });
  expect(record.access).toMatchObject({ lookedAt: NOW, having: 2, lacking: 0 });
  expect(said).toEqual(['INFO Looked at the accounts']);
  expect(lines[0]).toMatchObject({ having: 2, lacking: 0 });
});

test.each([
  ['UNSHARE', {}, { action: 'UNSHARE' }],
  ['a share with an account', {}, ACCOUNT],
  ['a clean creation', MADE, {}],
  ['what all are known to have', { ...STOOD, endBefore: ALL }, {}],
])('nobody is looked for after %s', async (_, record, request) => {
  const {
    out,
    calls,
    record: after,
  } = await confirm({ record, request }, { status: 'NOT_STARTED', nextWrite: 'UPDATE' });

  expect(out).toEqual({ ...DONE, status: 'NOT_STARTED' });
  expect(calls).toEqual([]);
  expect(after).not.toHaveProperty('access');
});

test.each([
  ['nothing is known of it', STOOD],
  ['some were missed', { ...STOOD, endBefore: END }],
  ['all have it, some by another path', { ...STOOD, endBefore: { ...ALL, hasOtherPaths: true } }],
  ['all were only seen to have it', { ...STOOD, endBefore: { ...ALL, isSeenOnly: true } }],
  [
    'an update to the same flags missed some',
    {
      ...STOOD,
      endBefore: ALL,
      intent: { ...INTENT, write: 'UPDATE' },
      share: { ...CREATED, write: 'UPDATE', status: 'COMPLETED_WITH_ERRORS', accounts: judged([B]) },
    },
  ],
])('accounts are looked for where %s', async (_, record) => {
  const { record: after } = await confirm({ record, aws: having(A, B) });

  expect(after.access).toMatchObject({ having: 2 });
});

test('one whose creation had other paths is known by its own end', async () => {
  const share = {
    ...CREATED,
    accounts: { ...judged([], 1), alreadyReached: 1, alreadyReachedAccounts: [B] },
  };

  expect((await confirm({ record: { ...MADE, share } })).calls).toEqual([]);
});

test('what seems to be missing is looked for a second time, half a minute later', async () => {
  const first = await confirm({ aws: having(A) });
  const second = await confirm({ aws: having(A) }, { looks: 1 });

  expect(first.out).toEqual({ ...DONE, phase: 'LOOK', waitSeconds: 30, looks: 1 });
  expect(second.out).toEqual({ ...DONE, looks: 1, phase: 'REMAKE', nextWrite: 'UPDATE', waitSeconds: 1 });
  expect(second.record).toMatchObject({ tried: ['UPDATE'], triedLast: { visit: VISIT, means: 'UPDATE' } });
  expect(second.said).toEqual(['INFO Looked at the accounts', 'INFO Brings the share about']);
  expect(second.lines[1]).toMatchObject({ means: 'UPDATE' });
});

test.each([
  ['nobody seems to have it', having(), STOOD],
  ['others acted', having(A, B), { ...STOOD, metOthers: true }],
  ['means were tried', having(A), { ...STOOD, tried: ['UPDATE'] }],
  [
    'one is not named as failed by the creation',
    having(A),
    {
      ...MADE,
      share: {
        ...CREATED,
        status: 'COMPLETED_WITH_ERRORS',
        accounts: { ...judged([A]), hasUnnamedFailures: true },
      },
    },
  ],
])('the pauses are longer where %s', async (_, aws, record) => {
  const pauses = [];
  for (const looks of [0, 1, 2, 3]) {
    const { out } = await confirm({ aws, record }, { looks });
    pauses.push(out.phase === 'LOOK' ? out.waitSeconds : out.phase);
  }

  expect(pauses.slice(0, 3)).toEqual([30, 60, 60]);
  expect(pauses[3]).not.toBe('LOOK');
});

test.each([
  ['the last means were refused', { ...STOOD, tried: ['UPDATE'], intent: { ...INTENT, answer: 'REFUSED' } }],
  [
    'its creation has named whom it missed',
    { ...MADE, share: { ...CREATED, status: 'COMPLETED_WITH_ERRORS', accounts: judged([B]) } },
  ],
])('there is no pause where %s', async (_, record) => {
  expect((await confirm({ record, aws: having(A) })).out.phase).not.toBe('LOOK');
});

test('means follow one another, each once', async () => {
  const next = async (tried: readonly string[]) => {
    const { out, record } = await confirm({ aws: having(A), record: { ...STOOD, tried } }, { looks: 3 });
    return [out.phase, out.nextWrite, record.tried];
  };

  expect(await next([])).toEqual(['REMAKE', 'UPDATE', ['UPDATE']]);
  expect(await next(['UPDATE'])).toEqual(['REMAKE', 'CONFIRM', ['UPDATE', 'CONFIRM']]);
  expect(await next(['UPDATE', 'CONFIRM'])).toEqual(['SETTLED', 'NONE', ['UPDATE', 'CONFIRM']]);
});

test('what nobody has is made again, where there is time for that', async () => {
  const nobody = { aws: having(), record: STOOD };

  const inTime = await confirm(nobody, { looks: 3 });
  const tight = await confirm({ ...nobody, now: '2026-03-02T11:40:00.000Z' }, { looks: 3 });
  const none = await confirm({ ...nobody, now: '2026-03-02T11:49:00.000Z' }, { looks: 3 });
  const remade = await confirm(nobody, { looks: 3, remakes: 1 });
  const quick = await confirm(
    {
      ...nobody,
      now: '2026-03-02T11:40:00.000Z',
      record: {
        ...STOOD,
        // Looks since its end do not count.
        intent: { ...INTENT, write: 'UPDATE', startedAt: '2026-03-02T11:30:00.000Z' },
        share: { ...CREATED, write: 'UPDATE', ranSeconds: 60 },
      },
    },
    { looks: 3 },
  );
  const cancelled = await confirm({ ...nobody, record: { ...STOOD, cancelledBy: 'ana' } }, { looks: 3 });

  expect(inTime.out).toMatchObject({ nextWrite: 'DELETE', remakes: 1, waitSeconds: 1 });
  expect(inTime.record).toMatchObject({ tried: ['REMAKE'] });
  expect(tight.out).toMatchObject({ nextWrite: 'UPDATE', remakes: 0 });
  expect(remade.out).toMatchObject({ nextWrite: 'UPDATE', remakes: 1 });
  expect(quick.out).toMatchObject({ nextWrite: 'DELETE' });
  for (const { out } of [none, cancelled]) expect(out).toMatchObject({ phase: 'SETTLED', looks: 4 });
});

test('what was made again and only throttled is made again once more', async () => {
  const accounts = {
    ...judged([A, B], 0),
    failures: [A, B].map((accountId) => ({ accountId, error: 'ThrottlingException', message: 'slow' })),
  };
  const share = { ...CREATED, status: 'ERROR', accounts };
  const next = async (remakes: number, record: object) =>
    (await confirm({ record: { ...MADE, ...record }, aws: having() }, { looks: 3, remakes })).out;

  const once = await next(1, { share, tried: ['REMAKE'] });
  const twice = await next(2, { share, tried: ['REMAKE', 'REMAKE'] });
  const otherwise = await next(1, {
    share: { ...share, accounts: judged([A, B], 0) },
    tried: ['REMAKE'],
  });
  const refused = await next(0, { share, tried: ['REMAKE'] });

  expect(once).toMatchObject({ nextWrite: 'DELETE', remakes: 2 });
  for (const out of [twice, otherwise, refused]) expect(out.nextWrite).toBe('UPDATE');
});

test('what its creation told is kept before it is changed, and not before it is deleted', async () => {
  const share = { ...CREATED, status: 'COMPLETED_WITH_ERRORS', accounts: judged([B]) };
  const failed = { ...CREATED, status: 'ERROR', accounts: judged([A, B], 0) };

  const updated = await confirm({ record: { ...MADE, share }, aws: having(A) });
  const deleted = await confirm({ record: { ...MADE, share: failed }, aws: having() });

  expect(updated.record.created).toEqual(share);
  expect(deleted.record).not.toHaveProperty('created');
  expect(deleted.out.nextWrite).toBe('DELETE');
});

test('a repeated attempt chooses the same', async () => {
  const triedLast = { visit: VISIT, means: 'CONFIRM' };
  const remade = { visit: VISIT, means: 'REMAKE' };

  const repeated = await confirm({ record: { ...STOOD, tried: ['CONFIRM'], triedLast } }, { looks: 2 });
  const again = await confirm({ record: { ...STOOD, tried: ['REMAKE'], triedLast: remade } });
  const other = await confirm({
    record: { ...STOOD, triedLast: { ...triedLast, visit: 'another' } },
    aws: having(A, B),
  });
  const old = await step(
    confirmAccess,
    { ...TURN, share: DONE },
    { record: { ...STOOD, tried: [] }, aws: having(A, B) },
  );

  expect(repeated).toMatchObject({
    calls: [],
    out: { ...DONE, looks: 2, phase: 'REMAKE', nextWrite: 'CONFIRM', waitSeconds: 1 },
  });
  expect(again.out).toMatchObject({ nextWrite: 'DELETE', remakes: 1 });
  for (const { out } of [other, old]) expect(out).toMatchObject({ phase: 'SETTLED' });
});

test('an execution without visits notes none', async () => {
  const { record } = await step(
    confirmAccess,
    { ...TURN, share: { ...DONE, looks: 3 } },
    { record: STOOD, aws: having(A) },
  );

  expect(record.tried).toEqual(['UPDATE']);
  expect(record).not.toHaveProperty('triedLast');
});

const REPORT = (successfulAccounts: readonly string[]) => [
  {
    pk: 'REQUEST#req-1',
    sk: 'ACCOUNTS',
    isWhole: true,
    accounts: JSON.stringify({ successfulAccounts, shareErrors: [] }),
  },
];

test('whom its creation has named as shared has it, though the list lags behind', async () => {
  const share = {
    ...CREATED,
    status: 'COMPLETED_WITH_ERRORS',
    accounts: { ...judged([]), hasUnnamedFailures: true },
  };
  const record = { ...MADE, share };
  const told = { items: REPORT([A, B]), aws: having() };

  const own = await confirm({ ...told, record });
  const others = await confirm({
    ...told,
    record: { ...record, share: { ...share, write: 'UPDATE' }, created: share, metOthers: true },
  });
  const stood = await confirm({ ...told, record: STOOD });

  expect(own.record.access).toMatchObject({ having: 2, lacking: 0 });
  for (const { record: after } of [others, stood]) expect(after.access).toMatchObject({ having: 0 });
});

test('whom an action named as failed, and who is not there, has left', async () => {
  const gone = '555566667777';
  const failures = [{ accountId: gone, error: 'x', message: 'x' }];

  const before = await confirm({ aws: having(A, B), record: { ...STOOD, endBefore: { ...END, failures } } });
  const update = { ...CREATED, write: 'UPDATE', accounts: judged([gone]) };
  const updated = await confirm({
    aws: having(A, B),
    record: {
      ...STOOD,
      endBefore: ALL,
      before: { ...OFF, shareTagOptions: true },
      intent: { ...INTENT, write: 'UPDATE' },
      share: update,
    },
  });
  const created = await confirm({
    aws: having(A, B),
    record: { ...STOOD, created: { ...CREATED, accounts: judged([gone]) } },
  });

  for (const { record } of [before, updated, created])
    expect(record.access.elsewhereAccounts).toEqual([gone]);
});

test('a look that only tells who has left may fail; one that is needed may not', async () => {
  const update = { ...CREATED, write: 'UPDATE', accounts: judged([B]) };
  const record = {
    ...STOOD,
    before: { ...OFF, shareTagOptions: true },
    endBefore: ALL,
    intent: { ...INTENT, write: 'UPDATE' },
    share: update,
  };
  const aws = { ListPortfolioAccess: 'AccessDeniedException: no' };

  const only = await confirm({ record, aws });
  const needed = await confirm({ aws });

  expect(only.out).toEqual(DONE);
  expect(only.said).toEqual(['WARN Could not look at the accounts']);
  expect(only.lines[0].error).toMatchObject({ name: 'AccessDeniedException' });
  expect(needed.error).toBe('AccessDeniedException: ListPortfolioAccess: no');
});

test('where the accounts cannot be listed, nothing is known', async () => {
  const { error } = await confirm({ aws: { ListAccounts: 'AccessDeniedException: no' } });

  expect(error).toBe(
    `ShareStatusUnknown: the share is listed, but its last end is not known, and the accounts of ${UNIT} could not be listed`,
  );
});

test('a unit that is gone is told', async () => {
  const aws = {
    ListAccounts: { Accounts: [accountAt('111122223333', 'r-ab12')] },
    ListParents: 'ChildNotFoundException: none',
  };

  const { error, record } = await confirm({ aws });

  expect(error).toContain(
    `RequestRejected: NODE_NOT_FOUND: AWS Organizations knows no organizational unit ${UNIT}`,
  );
  expect(record).not.toHaveProperty('access');
});

test('whoever had it before has lost it, unless he came since', async () => {
  const lostOf = async (joinedAt: string, more: object) => {
    const JoinedTimestamp = Date.parse(joinedAt) / 1000;
    const Accounts = [accountAt(A, `r-ab12/${UNIT}`), accountAt(B, `r-ab12/${UNIT}`, { JoinedTimestamp })];
    const endBefore = { ...END, grantedAt: '2026-03-02T08:00:00.000Z', ...more };
    const aws = { ListAccounts: { Accounts }, ...having(A) };
    return (await confirm({ aws, record: { ...STOOD, endBefore } })).record.access.lost;
  };

  expect(await lostOf('2026-03-02T07:30:00Z', { lackedAccounts: [] })).toEqual({ count: 1, accounts: [B] });
  expect(await lostOf('2026-03-02T08:30:00Z', { lackedAccounts: [] })).toEqual({ count: 0, accounts: [] });
  expect(await lostOf('2026-03-02T07:30:00Z', { lackedAccounts: [B] })).toEqual({ count: 0, accounts: [] });
  expect(await lostOf('2026-03-02T07:30:00Z', {})).toBeUndefined();
  // What was seen later, or before anything was recorded.
  const [seen, none] = [
    { lackedAccounts: [], lackedAt: '2026-03-02T09:00:00.000Z' },
    { count: 0, accounts: [] },
  ];
  expect(await lostOf('2026-03-02T08:30:00Z', seen)).toEqual({ count: 1, accounts: [B] });
  expect(await lostOf('2026-03-02T09:30:00Z', { ...seen, grantedAt: '' })).toEqual(none);
});

const TOLD = '2026-03-02T09:55:00.000Z';
const items = (end: object) => [{ ...SHARE_ITEM, end: { ...ALL, othersActedAt: TOLD, ...end } }];

test('all are looked for where others acted since the plan, and again after a while', async () => {
  const told = items({ access: 'UNKNOWN' });
  const record = { ...STOOD, endBefore: ALL };

  const { out } = await confirm({ items: told, aws: having(A, B), record });
  const known = await confirm({
    items: told,
    record: { ...STOOD, endBefore: { ...ALL, othersActedAt: TOLD } },
  });

  expect(out).toMatchObject({ phase: 'LOOK', waitSeconds: 30 });
  expect(known.calls).toEqual([]);
});

test('so are those whom a creation named, where others acted after it', async () => {
  const told = { items: [...items({ access: 'UNKNOWN' }), ...REPORT([A, B])], aws: having(A) };
  const later = { ...MADE, intent: { ...INTENT, startedAt: '2026-03-02T09:55:01.000Z' } };

  const after = await confirm({ ...told, record: { ...MADE, endBefore: ALL } });
  const before = await confirm({ ...told, record: { ...later, endBefore: ALL } });

  expect(after.record.access).toMatchObject({ having: 1, lacking: 1 });
  expect(before).toMatchObject({ calls: [], out: DONE });
});

test.each([
  ['nothing was written', {}, true],
  ['it was only confirmed', { intent: INTENT, share: { ...CREATED, isConfirmation: true } }, true],
  ['they acted after our update', { intent: { ...INTENT, write: 'UPDATE' }, share: UPDATED }, true],
  [
    'they acted before it',
    { intent: { ...INTENT, write: 'UPDATE', startedAt: '2026-03-02T09:56:00.000Z' }, share: UPDATED },
    false,
  ],
  ['that was known', { endBefore: { ...ALL, flags: 'UNKNOWN' } }, false],
])('what others have updated is planned anew where %s', async (_, more, isOutdated) => {
  const record = { ...STOOD, endBefore: ALL, ...more };

  const { error } = await confirm({ items: items({ flags: 'UNKNOWN' }), record, aws: having(A, B) });

  expect(error).toBe(isOutdated ? 'PlanOutdated: others have updated the share meanwhile' : undefined);
});

test('a share that reached somebody by a creation or the same update is completed', async () => {
  const update = { ...CREATED, write: 'UPDATE', status: 'ERROR', accounts: judged([B]) };
  const same = {
    ...STOOD,
    endBefore: ALL,
    intent: { ...INTENT, write: 'UPDATE' },
    share: update,
    tried: ['UPDATE', 'CONFIRM'],
  };
  const ended = { looks: 3, status: 'ERROR' };

  const updated = await confirm({ record: same, aws: having(A) }, ended);
  const created = await confirm(
    {
      record: {
        ...MADE,
        share: { ...CREATED, status: 'ERROR', accounts: judged([B]) },
        tried: ['UPDATE', 'CONFIRM'],
      },
      aws: having(A),
    },
    ended,
  );
  const nobody = await confirm(
    { record: { ...same, tried: ['UPDATE', 'CONFIRM', 'REMAKE'] }, aws: having() },
    ended,
  );
  const other = await confirm(
    { record: { ...same, before: { ...OFF, shareTagOptions: true } }, aws: having(A) },
    ended,
  );

  for (const { out } of [updated, created])
    expect(out).toMatchObject({ phase: 'SETTLED', status: 'COMPLETED' });
  for (const { out } of [nobody, other]) expect(out).toMatchObject({ phase: 'SETTLED', status: 'ERROR' });
});

const REFUSED = { updateRefused: 'UpdatePortfolioShare: no good', tried: ['UPDATE', 'CONFIRM'] };

test.each([
  ['the flags were others', { before: { ...OFF, shareTagOptions: true } }, true],
  ['nobody knows the flags', { before: undefined }, true],
  ['some have others', { before: OFF, endBefore: { ...END, flags: 'NOT_ALL' } }, true],
  ['others have failed to change them', { before: OFF, metFailures: true }, true],
  [
    'it was deleted since',
    { before: { ...OFF, shareTagOptions: true }, share: { ...CREATED, write: 'DELETE' } },
    true,
  ],
  [
    'what was written is otherwise',
    {
      before: { ...OFF, shareTagOptions: true },
      share: { ...CREATED, accounts: judged([B]), isOtherwise: true },
    },
    true,
  ],
  [
    'it was only confirmed',
    { before: { ...OFF, shareTagOptions: true }, share: { ...CREATED, isConfirmation: true } },
    true,
  ],
  ['the flags were as asked', { before: OFF }, false],
  ['it was made since', { before: { ...OFF, shareTagOptions: true }, share: CREATED }, false],
])('a refused update is the failure where %s: %j', async (_, record, isFailure) => {
  const { error } = await confirm({ record: { ...REFUSED, ...record }, aws: having(A, B) }, { looks: 3 });

  expect(error).toBe(
    isFailure ? 'RequestRejected: REFUSED_BY_SERVICE_CATALOG: UpdatePortfolioShare: no good' : undefined,
  );
});

test('without a refused update nothing fails', async () => {
  expect(
    (
      await confirm(
        { record: { before: { ...OFF, shareTagOptions: true } }, aws: having(A, B) },
        { looks: 3 },
      )
    ).error,
  ).toBeUndefined();
});
