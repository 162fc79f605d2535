import { describe, expect, test } from 'vitest';
import { endAfter, latestLook } from '../../../core/ledger/end-after.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import type { ShareEnd } from '../../../core/share/share-end.ts';

const [STARTED, GRANTED, LOOKED] = [
  '2026-03-01T11:58:00.000Z',
  '2026-03-01T11:59:00.000Z',
  '2026-03-01T12:00:00.000Z',
];
const FAILURES = [{ accountId: '1', error: 'AccessDenied', message: 'no' }];
const BEFORE: ShareEnd = {
  access: 'ALL',
  flags: 'NOT_ALL',
  failures: FAILURES,
  requestId: 'vend-0',
  grantedAt: '2026-02-01T00:00:00.000Z',
  portfolioShareToken: 'share-0',
};
const OURS = { requestId: 'vend-1', grantedAt: GRANTED };
const LOOK = { lookedAt: LOOKED, having: 2, lacking: 0, lackingAccounts: [], doubtfulAccounts: [] };
const record = (more: object = {}) =>
  ({ request: { requestId: 'vend-1', action: 'SHARE' }, grantedAt: GRANTED, ...more }) as RequestRecord;
const ended = (write: string, more: object = {}) => ({
  share: { write, status: 'COMPLETED', portfolioShareToken: 'share-1', ...more },
});
const named = (failures: readonly object[]) => ({
  status: 'COMPLETED_WITH_ERRORS',
  accounts: { failed: failures.length, failures, alreadyReached: 0 },
});

describe('what is known of the end of a share', () => {
  test('is what was before, for a request that did nothing or never had a turn', () => {
    expect(endAfter(BEFORE, record())).toBe(BEFORE);
    expect(endAfter(BEFORE, record({ grantedAt: undefined, ...ended('CREATE') }))).toBe(BEFORE);
    expect(endAfter(undefined, record())).toBeUndefined();
  });

  test('is that of a creation of its own, though a confirmation followed it', () => {
    const created = { write: 'CREATE', portfolioShareToken: 'share-1', ...named(FAILURES) };
    const more = { before: 'ABSENT', created, ...ended('CREATE', { isConfirmation: true }) };

    expect(endAfter(BEFORE, record(more))).toMatchObject({ access: 'NOT_ALL', failures: FAILURES });
  });

  test.each([
    ['all had the same flags', { flags: 'ALL' }, {}, 'ALL'],
    ['some had other flags before', { flags: 'NOT_ALL' }, {}, 'UNKNOWN'],
    ['theirs failed for some', { flags: 'ALL' }, { metFailures: true }, 'UNKNOWN'],
    ['it was gone', { flags: 'NOT_ALL' }, { before: 'ABSENT', intent: { answer: 'REFUSED' } }, 'ALL'],
  ])('is not known any more where somebody else acted on it: %s', (_, stood, more, flags) => {
    const before = { ...BEFORE, ...stood } as ShareEnd;

    expect(endAfter(before, record({ metOthers: true, ...more }))).toEqual({
      ...OURS,
      lackedAccounts: [],
      lackedAt: BEFORE.grantedAt,
      access: 'UNKNOWN',
      flags,
      failures: [],
      portfolioShareToken: 'share-0',
    });
  });

  test.each([
    ['when it wrote them, however that ended', true, 'ANSWERED', 'IN_PROGRESS', STARTED],
    ['when it may have written them', true, 'UNANSWERED', undefined, STARTED],
    ['when somebody wrote them before, if it was refused', true, 'REFUSED', undefined, 'before'],
    ['when somebody wrote them before, if it failed', false, 'ANSWERED', 'ERROR', 'before'],
    ['when somebody wrote them before, if it still runs', false, 'ANSWERED', 'IN_PROGRESS', 'before'],
    ['nothing, if it ended well without them', false, 'ANSWERED', 'COMPLETED', undefined],
  ])('tells of principal names %s', (_, sharePrincipals, answer, status, namesAt) => {
    const share = status && { write: 'UPDATE', status };
    const intent = { write: 'UPDATE', startedAt: STARTED, answer };
    const request = { requestId: 'vend-1', action: 'SHARE', sharePrincipals };
    const before = { ...BEFORE, namesAt: 'before' };

    expect(endAfter(before, record({ request, intent, share }))?.namesAt).toBe(namesAt);
  });

  test('is not known any more where a deletion found that there was none', () => {
    const told = { othersActedAt: LOOKED };
    const absent = record({
      request: { requestId: 'vend-1', action: 'UNSHARE' },
      before: {},
      intent: { write: 'DELETE', startedAt: STARTED, answer: 'REFUSED' },
      isProvenAbsent: true,
    });

    expect(endAfter({ ...BEFORE, lackedAccounts: [], namesAt: 'before', ...told }, absent)).toEqual({
      ...OURS,
      ...told,
      access: 'UNKNOWN',
      flags: 'ALL',
      failures: [],
    });
    expect(endAfter(undefined, absent)).toBeUndefined();
  });

  test("is not that of somebody else's action, as long as nobody has made up for what that left", () => {
    const theirs = { isConfirmation: true, portfolioShareToken: 'share-2' };
    const tokenAfter = (status: string) =>
      endAfter(BEFORE, record({ metOthers: true, ...ended('CREATE', { ...theirs, status }) }))
        ?.portfolioShareToken;

    expect(tokenAfter('COMPLETED')).toBe('share-2');
    expect(tokenAfter('IN_PROGRESS')).toBeUndefined();
    expect(tokenAfter('COMPLETED_WITH_ERRORS')).toBeUndefined();
  });

  test.each([
    ['CREATE', {}, { access: 'ALL', flags: 'ALL', failures: [] }],
    ['CREATE', named(FAILURES), { access: 'NOT_ALL', flags: 'ALL', failures: FAILURES }],
    ['UPDATE', {}, { access: 'ALL', flags: 'ALL', failures: FAILURES }],
    ['UPDATE', named([]), { access: 'ALL', flags: 'NOT_ALL', failures: FAILURES }],
    [
      'UPDATE',
      named([{ accountId: '2' }]),
      { access: 'ALL', flags: 'NOT_ALL', failures: [{ accountId: '2' }] },
    ],
    ['DELETE', {}, { access: 'UNKNOWN', flags: 'ALL', failures: [] }],
    ['DELETE', { status: 'ERROR' }, { access: 'NOT_ALL', flags: 'ALL', failures: [] }],
    // It may still run.
    ['CREATE', { status: 'IN_PROGRESS' }, { access: 'UNKNOWN', flags: 'NOT_ALL', failures: FAILURES }],
    ['UPDATE', { status: 'NOT_STARTED' }, { access: 'ALL', flags: 'UNKNOWN', failures: FAILURES }],
    ['DELETE', { status: 'IN_PROGRESS' }, { access: 'UNKNOWN', flags: 'UNKNOWN', failures: FAILURES }],
  ] as const)('after %s that ended %j', (write, more, expected) => {
    const { lackedAccounts: _, lackedAt: _at, ...end } = endAfter(BEFORE, record(ended(write, more))) ?? {};

    expect(end).toEqual({ ...OURS, portfolioShareToken: 'share-1', ...expected });
  });

  const SEEN = '2026-02-02T00:00:00.000Z';
  const UNNAMED = { ...named(FAILURES).accounts, hasUnnamedFailures: true };
  test.each([
    ['a clean creation', ended('CREATE', { accounts: named([]).accounts }), [], GRANTED],
    ['one that named whom it missed', ended('CREATE', named(FAILURES)), ['1'], GRANTED],
    ['one that named not all', ended('CREATE', { ...named([]), accounts: UNNAMED }), undefined, undefined],
    ['one that named nobody', ended('CREATE', { status: 'ERROR' }), undefined, undefined],
    ['an update, which leaves access as it was', ended('UPDATE', named([{ accountId: '2' }])), ['0'], SEEN],
    ['what others did', { metOthers: true }, ['0'], SEEN],
    [
      'a look',
      { access: { ...LOOK, lacking: 1, lackingAccounts: ['2'], doubtfulAccounts: ['3'] } },
      ['2', '3'],
      LOOKED,
    ],
    [
      'a look that named not all',
      { access: { ...LOOK, lacking: 2, lackingAccounts: ['2'] } },
      undefined,
      undefined,
    ],
    ['half of making it again', ended('DELETE'), ['0'], SEEN],
    [
      'a removal',
      { ...ended('DELETE'), request: { requestId: 'vend-1', action: 'UNSHARE' } },
      undefined,
      undefined,
    ],
  ])('says who lacked it, and when, after %s', (_, more, lackedAccounts, lackedAt) => {
    const before = { ...BEFORE, access: 'UNKNOWN', lackedAccounts: ['0'], lackedAt: SEEN } as const;

    const end = endAfter(before, record(more));

    expect([end?.lackedAccounts, end?.lackedAt]).toEqual([lackedAccounts, lackedAt]);
  });

  test('says when it was recorded, of an end that was recorded without the time; without any, nobody is named', () => {
    const endOf = (before: object) =>
      endAfter({ ...BEFORE, lackedAccounts: ['0'], ...before }, record({ metOthers: true }));

    expect(endOf({})).toMatchObject({ lackedAccounts: ['0'], lackedAt: BEFORE.grantedAt });
    expect(endOf({ grantedAt: '' })).not.toHaveProperty('lackedAccounts');
  });

  const CREATE = { write: 'CREATE', startedAt: STARTED, answer: 'ANSWERED' };
  test.each([
    ['after a look', { access: LOOK }, LOOKED, 'UNKNOWN', 'UNKNOWN'],
    ['before a look', { access: LOOK }, GRANTED, 'ALL', 'UNKNOWN'],
    ['after a creation', { ...ended('CREATE'), intent: CREATE }, GRANTED, 'UNKNOWN', 'UNKNOWN'],
    ['before a creation', { ...ended('CREATE'), intent: CREATE }, SEEN, 'ALL', 'ALL'],
    [
      'after an update',
      { ...ended('UPDATE'), intent: { ...CREATE, write: 'UPDATE' } },
      STARTED,
      'UNKNOWN',
      'UNKNOWN',
    ],
    [
      'before an update',
      { ...ended('UPDATE'), intent: { ...CREATE, write: 'UPDATE' } },
      SEEN,
      'UNKNOWN',
      'ALL',
    ],
  ])('is not known where others acted %s', (_, more, othersActedAt, access, flags) => {
    const before = { ...BEFORE, access: 'UNKNOWN', flags: 'UNKNOWN', othersActedAt } as const;

    expect(endAfter(before, record(more))).toMatchObject({ access, flags, othersActedAt });
  });

  test('has no other paths where no account has one', () => {
    expect(endAfter(undefined, record(ended('CREATE')))).not.toHaveProperty('hasOtherPaths');
  });

  test.each([
    ['CREATE', { access: 'UNKNOWN', flags: 'NOT_ALL' }],
    ['UPDATE', { access: 'ALL', flags: 'UNKNOWN' }],
    ['DELETE', { access: 'UNKNOWN', flags: 'UNKNOWN' }],
  ] as const)('after %s without an answer has no token that says so', (write, expected) => {
    const intent = { write, number: 2, startedAt: STARTED, answer: 'UNANSWERED' };

    const end = endAfter(BEFORE, record({ ...ended('CREATE'), intent }));

    expect(end).toMatchObject(expected);
    expect(end).not.toHaveProperty('portfolioShareToken');
  });

  test('is what a look showed, under the token that was known', () => {
    const looked = { ...LOOK, lacking: 1, lackingAccounts: ['9'] };
    expect(endAfter(BEFORE, record({ access: looked }))).toEqual({
      ...OURS,
      lackedAccounts: ['9'],
      lackedAt: LOOKED,
      access: 'NOT_ALL',
      flags: 'NOT_ALL',
      failures: FAILURES,
      portfolioShareToken: 'share-0',
    });
    expect(endAfter(undefined, record({ access: LOOK }))).toEqual({
      ...OURS,
      lackedAccounts: [],
      lackedAt: LOOKED,
      access: 'ALL',
      flags: 'ALL',
      failures: [],
      isSeenOnly: true,
    });
  });
});

test.each(['NOT_ALL', 'UNKNOWN'] as const)('a look at nobody mends nothing: %s', (access) => {
  const nobody = { ...LOOK, having: 0, doubtfulAccounts: ['1'] };

  const after = endAfter({ ...BEFORE, access }, record({ access: nobody }));

  expect(after?.access).toBe(access === 'NOT_ALL' ? 'NOT_ALL' : 'ALL');
});

test('a look counts if nothing was begun since', () => {
  const intent = { write: 'CREATE', number: 1, startedAt: GRANTED, answer: 'REFUSED' } as const;

  expect(latestLook(record())).toBeUndefined();
  expect(latestLook(record({ access: LOOK }))).toBe(LOOK);
  expect(latestLook(record({ access: LOOK, intent }))).toBe(LOOK);
  expect(latestLook(record({ access: LOOK, intent: { ...intent, startedAt: LOOKED } }))).toBe(LOOK);
  const later = new Date(Date.parse(LOOKED) + 1).toISOString();
  expect(latestLook(record({ access: LOOK, intent: { ...intent, startedAt: later } }))).toBeUndefined();
});

test('a look is from before a write by its number, whatever two clocks say', () => {
  const access = { ...LOOK, afterWrite: 1 };
  const at = (startedAt: string, number: number) =>
    latestLook(record({ access, intent: { write: 'UPDATE', answer: 'REFUSED', startedAt, number } }));

  expect(at('2026-03-02T09:00:00.000Z', 2)).toBeUndefined();
  expect(at('2026-03-02T23:00:00.000Z', 1)).toBe(access);
});
