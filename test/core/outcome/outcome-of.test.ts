import { describe, expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { outcomeOf } from '../../../core/outcome/outcome-of.ts';

const [ACCEPTED, GRANTED, LOOKED, DECIDED] = [
  '2026-11-22T00:00:00.000Z',
  '2026-11-22T00:01:00.000Z',
  '2026-11-22T00:02:00.000Z',
  '2026-11-22T00:03:30.000Z',
];
const FAILED = [{ accountId: '200000000002', error: 'AccessDenied', message: 'no' }];
const ACCOUNTS = { succeeded: 2, failed: 0, alreadyReached: 0, alreadyReachedAccounts: [], failures: [] };
const SHARE = { write: 'CREATE', status: 'COMPLETED', successfulSoFar: 2 } as const;
const INTENT = { write: 'CREATE', number: 1, startedAt: GRANTED, answer: 'ANSWERED' } as const;
const LOOK = { lookedAt: LOOKED, having: 2, lacking: 0, lackingAccounts: [], doubtfulAccounts: [] };
const REQUEST = {
  requestId: 'vend-1',
  action: 'SHARE',
  portfolioId: 'port-a',
  recipient: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
  shareTagOptions: true,
  sharePrincipals: false,
  principals: [],
} as const;

const OTHER_FLAGS = { shareTagOptions: false, sharePrincipals: false };

function record(more: object = {}): RequestRecord {
  return {
    requestKey: 'req-1',
    requester: { account: '111122223333', source: 'acme.vending' },
    eventId: 'e',
    requestedAt: ACCEPTED,
    acceptedAt: ACCEPTED,
    grantedAt: GRANTED,
    contentHash: 'c',
    executionArn: 'arn',
    phase: 'WRITING',
    sequence: 1,
    before: 'ABSENT',
    request: REQUEST,
    ...more,
  } as RequestRecord;
}
const decide = (more: object = {}, error?: { readonly Error: string; readonly Cause?: string }) =>
  outcomeOf(record(more), error, DECIDED);
const rejectedAs = (code: string) => ({ Error: 'RequestRejected', Cause: `${code}: so it is` });
const typeOf = (more: object, error?: { readonly Error: string }) => decide(more, error).detailType;

test('an id that is used again, once it was forgotten, has another outcome id', () => {
  const idOf = (number?: number) => decide({ number }).detail.outcomeId;

  expect([idOf(7), idOf(7), idOf(8), idOf()]).toEqual(['out-1-7', 'out-1-7', 'out-1-8', 'out-1']);
});

test('the outcome of a share that everybody got', () => {
  const { detailType, detail } = decide({ share: { ...SHARE, accounts: ACCOUNTS, accepted: true } });

  expect(detailType).toBe('PortfolioShareCompleted');
  expect(detail).toEqual({
    version: '1',
    outcomeId: 'out-1',
    requestId: 'vend-1',
    requester: { account: '111122223333', source: 'acme.vending' },
    action: 'SHARE',
    portfolioId: 'port-a',
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
    effect: 'CREATED',
    share: { shareTagOptions: true, sharePrincipals: false, status: 'COMPLETED', accepted: true },
    principals: { associated: 0, alreadyAssociated: 0 },
    accounts: ACCOUNTS,
    findings: [],
    timing: { requestedAt: ACCEPTED, decidedAt: DECIDED, waitedSeconds: 60, ranSeconds: 150 },
    executionArn: 'arn',
  });
});

test('who never had a turn has waited all the time', () => {
  expect(decide({ grantedAt: undefined }).detail.timing).toMatchObject({ waitedSeconds: 210, ranSeconds: 0 });
});

describe('a share is completed with errors', () => {
  test.each([
    ['where some failed', { share: { ...SHARE, accounts: { ...ACCOUNTS, failed: 1, failures: FAILED } } }],
    [
      'where the status says so, and nobody is named',
      { share: { ...SHARE, status: 'COMPLETED_WITH_ERRORS' } },
    ],
    [
      'where a look sees that some lack it',
      { share: SHARE, access: { ...LOOK, lacking: 1, lackingAccounts: ['1'] } },
    ],
    [
      'where Service Catalog says that some failed, and a look finds none of them',
      { share: { ...SHARE, status: 'COMPLETED_WITH_ERRORS' }, access: LOOK },
    ],
    [
      'where an update to other flags ended with errors, though all have access',
      {
        before: OTHER_FLAGS,
        share: {
          ...SHARE,
          write: 'UPDATE',
          status: 'COMPLETED_WITH_ERRORS',
          accounts: { ...ACCOUNTS, failed: 1, failures: [{ ...FAILED[0], error: '' }] },
        },
        access: LOOK,
      },
    ],
    [
      'where the account that was asked about is not listed',
      {
        share: SHARE,
        request: { ...REQUEST, verifyAccountId: '200000000009' },
        verification: { accountId: '200000000009', startedAt: LOOKED, looks: 1, listed: false },
      },
    ],
  ])('%s', (_, more) => {
    expect(typeOf(more)).toBe('PortfolioShareCompletedWithErrors');
  });

  test('but not where all that failed have it by another path', () => {
    const accounts = { ...ACCOUNTS, alreadyReached: 1, alreadyReachedAccounts: ['1'] };

    expect(typeOf({ share: { ...SHARE, status: 'COMPLETED_WITH_ERRORS', accounts } })).toBe(
      'PortfolioShareCompleted',
    );
  });

  test('but not for what was seen before the last write', () => {
    const access = { ...LOOK, lookedAt: ACCEPTED, lacking: 1, lackingAccounts: ['1'] };

    expect(typeOf({ share: SHARE, intent: INTENT, access })).toBe('PortfolioShareCompleted');
  });
});

describe('a share has failed', () => {
  test.each([
    ['the reason is named', { ...ACCOUNTS, failed: 1, failures: FAILED }, 'AccessDenied: no'],
    ['none is named', undefined, 'it named no account and no reason'],
  ])('that ended in ERROR: %s', (_, accounts, reason) => {
    const { detailType, detail } = decide({ share: { ...SHARE, status: 'ERROR', accounts } });

    expect(detailType).toBe('PortfolioShareFailed');
    expect(detail.failure?.code).toBe('SHARE_FAILED');
    expect(detail.failure?.cause).toContain(`ended the share with ERROR: ${reason}`);
    expect(detail.failure?.done).toEqual(['asked to CREATE the share (ERROR, accounts shared: 2)']);
  });

  const reached = { ...ACCOUNTS, alreadyReached: 2, alreadyReachedAccounts: ['1', '2'] };
  test.each([
    ['all have it by another path, as a look shows', 'PortfolioShareCompleted', {}],
    ['nobody has looked', 'PortfolioShareFailed', { access: undefined }],
    [
      'nobody has it',
      'PortfolioShareFailed',
      { access: { ...LOOK, having: 0, lacking: 1, lackingAccounts: ['3'] } },
    ],
    ['it is not listed', 'PortfolioShareFailed', { isOtherwise: true }],
    [
      'some lack it',
      'PortfolioShareCompletedWithErrors',
      { access: { ...LOOK, lacking: 1, lackingAccounts: ['3'] } },
    ],
    ['it was an update to other flags', 'PortfolioShareFailed', { write: 'UPDATE' }],
    [
      'some failed otherwise',
      'PortfolioShareCompletedWithErrors',
      { accounts: { ...reached, failed: 1, failures: FAILED } },
    ],
    [
      'some failed, and nobody says which',
      'PortfolioShareCompletedWithErrors',
      { accounts: { ...ACCOUNTS, hasUnnamedFailures: true } },
    ],
  ])('in ERROR, where %s: %s', (_, expected, more) => {
    const { access = LOOK, ...share } = { access: 'access' in more ? undefined : LOOK, ...more };

    expect(
      typeOf({
        share: { ...SHARE, status: 'ERROR', accounts: reached, ...share },
        ...('write' in more && { before: OTHER_FLAGS }),
        access: 'access' in more ? more.access : access,
      }),
    ).toBe(expected);
  });

  test.each([
    [{ tried: [] }, 'was not tried: share.heal of config.yml does not allow it, or the time was up'],
    [{ tried: ['REMAKE'] }, 'making it again did not help'],
    [{ remakes: 1 }, 'making it again did not help'],
  ])('that nobody at the node has, after %j', (more, said) => {
    const access = { ...LOOK, having: 0, lacking: 2, lackingAccounts: ['1', '2'] };
    const { detailType, detail } = decide({ share: SHARE, access, ...more });

    expect(detailType).toBe('PortfolioShareFailed');
    expect(detail.failure?.cause).toContain('none of the 2 accounts of ou-ab12-cdef3456 has access');
    expect(detail.failure?.cause).toContain(said);
  });

  test.each([
    [
      'AccessDenied: User: arn is not authorized to perform: servicecatalog:X',
      'PERMISSION_MISSING',
      'may not do',
    ],
    ['DeletePortfolioShare: not now', 'SHARE_FAILED', 'has access; DeletePortfolioShare: not now'],
  ])('that nobody has, where it may not be made again: %s', (meansRefused, code, said) => {
    const access = { ...LOOK, having: 0, lacking: 2, lackingAccounts: ['1', '2'] };
    const { failure } = decide({ share: SHARE, access, tried: ['REMAKE'], meansRefused }).detail;

    expect(failure?.code).toBe(code);
    expect(failure?.cause).toContain(said);
  });

  test('not where nobody is below the node, unless it is known to have failed', () => {
    const access = { ...LOOK, having: 0 };
    const endBefore = { access: 'NOT_ALL', flags: 'ALL', failures: [], grantedAt: ACCEPTED };

    expect(typeOf({ share: SHARE, access })).toBe('PortfolioShareCompleted');
    const { detailType, detail } = decide({ share: undefined, before: OTHER_FLAGS, access, endBefore });
    expect(detailType).toBe('PortfolioShareFailed');
    expect(detail.failure).toMatchObject({
      code: 'SHARE_FAILED',
      cause: expect.stringContaining('ou-ab12-cdef3456 has no account that could have access; deleting it'),
    });
  });
});

describe('an error that ended the request', () => {
  test('is its failure, with what was done before', () => {
    const { detailType, detail } = decide(
      { principals: { associated: 2, alreadyAssociated: 0, startedAt: GRANTED, toAssociate: [0, 1] } },
      { Error: 'LimitExceededException', Cause: 'CreatePortfolioShare: too many' },
    );

    expect(detailType).toBe('PortfolioShareFailed');
    expect(detail.failure).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      quota: { quotaCode: 'L-A2FB1BD2' },
      done: ['associated 2 principals'],
    });
    expect(detail.principals).toEqual({ associated: 2, alreadyAssociated: 0 });
    expect(detail.effect).toBe('UPDATED');
  });

  test('names who superseded it', () => {
    const supersededBy = { requestId: 'vend-2', requestKey: 'req-2', sequence: 2, action: 'UNSHARE' };
    const error = rejectedAs('SUPERSEDED');

    expect(decide({ supersededBy }, error).detail.failure).toMatchObject({
      code: 'SUPERSEDED',
      supersededBy: 'vend-2',
    });
    expect(decide({}, error).detail.failure).not.toHaveProperty('supersededBy');
    expect(decide({ supersededBy }, rejectedAs('EXPIRED')).detail.failure).not.toHaveProperty('supersededBy');
  });

  test('is EXPIRED where it waited for its turn until the end of time', () => {
    const error = { Error: 'States.Timeout' };

    const { failure } = decide({ phase: 'QUEUED' }, error).detail;
    expect(failure).toMatchObject({ code: 'EXPIRED' });
    expect(failure?.cause).toContain('request vend-1 waited 210 s for its turn, longer than');
    expect(decide({ phase: 'PLANNED' }, error).detail.failure?.code).not.toBe('EXPIRED');
    expect(decide({ phase: 'QUEUED' }, rejectedAs('SUPERSEDED')).detail.failure?.code).toBe('SUPERSEDED');
  });

  test('does not undo a share whose account was only looked for', () => {
    const more = {
      share: SHARE,
      request: { ...REQUEST, verifyAccountId: '200000000009' },
      verification: { accountId: '200000000009', startedAt: LOOKED, looks: 1, listed: false },
    };

    const { detailType, detail } = decide(more, { Error: 'ThrottlingException' });
    expect(detailType).toBe('PortfolioShareCompletedWithErrors');
    expect(detail.verification).toMatchObject({ accountId: '200000000009', listed: false });
  });

  test('gives way to what an approver said', () => {
    const approval = {
      approvalId: 'apr-1',
      digest: 'd',
      expiresAt: DECIDED,
      decision: {
        decision: 'REJECTED',
        by: 'ana',
        account: '111122223333',
        source: 'acme.ops',
        eventId: 'e',
      },
    };
    const { failure, approval: told } = decide({ approval }, rejectedAs('SUPERSEDED')).detail;

    expect(failure?.code).toBe('APPROVAL_REJECTED');
    expect(failure?.cause).toContain(
      'ana (account 111122223333, source acme.ops) rejected apr-1: no reason given',
    );
    expect(told).toEqual({
      approvalId: 'apr-1',
      digest: 'd',
      decision: 'REJECTED',
      by: 'ana',
      account: '111122223333',
      source: 'acme.ops',
    });
    const reasoned = { ...approval, decision: { ...approval.decision, reason: 'too wide' } };
    expect(decide({ approval: reasoned }).detail.failure?.cause).toContain('apr-1: too wide');
  });

  test('is that nobody decided, where it waited for somebody', () => {
    const approval = { approvalId: 'apr-1', digest: 'd', expiresAt: DECIDED };
    const error = { Error: 'States.Timeout' };

    const { failure, approval: told } = decide({ approval, phase: 'AWAITING_APPROVAL' }, error).detail;
    expect(failure?.code).toBe('APPROVAL_TIMED_OUT');
    expect(failure?.cause).toContain(`nobody decided apr-1 until ${DECIDED}`);
    expect(told).toEqual({ approvalId: 'apr-1', digest: 'd' });
    expect(decide({ approval, phase: 'PLANNED' }, error).detail.failure?.code).not.toBe('APPROVAL_TIMED_OUT');
    expect(
      decide({ approval, phase: 'AWAITING_APPROVAL' }, rejectedAs('SUPERSEDED')).detail.failure?.code,
    ).toBe('SUPERSEDED');
    const decision = { decision: 'APPROVED', by: 'ana', eventId: 'e' };
    const approved = { ...approval, decision };
    expect(decide({ approval: approved, phase: 'AWAITING_APPROVAL' }, error).detail.failure?.code).not.toBe(
      'APPROVAL_TIMED_OUT',
    );
  });
});

describe('what an outcome says besides', () => {
  test('what takes principals off says how many, be it none', () => {
    const unshare = { ...REQUEST, action: 'UNSHARE' };

    expect(decide({ request: unshare }).detail.principals).toEqual({
      associated: 0,
      alreadyAssociated: 0,
      disassociated: 0,
    });
    expect(
      decide({
        request: unshare,
        principals: {
          associated: 0,
          alreadyAssociated: 0,
          disassociated: 2,
          toDisassociate: 2,
          settled: [0, 1],
        },
      }).detail.principals,
    ).toEqual({ associated: 0, alreadyAssociated: 0, disassociated: 2 });
  });

  test('failures that are not named are counted', () => {
    const accounts = { ...ACCOUNTS, failed: 3, failures: FAILED };

    expect(decide({ share: { ...SHARE, accounts } }).detail.accounts).toMatchObject({ failuresNotNamed: 2 });
  });

  test('the accounts of half a remaking are not said', () => {
    const half = { share: { ...SHARE, write: 'DELETE', accounts: ACCOUNTS } };

    expect(decide(half).detail).not.toHaveProperty('accounts');
    expect(decide({ ...half, access: LOOK }).detail.accounts).toMatchObject({ succeeded: 2 });
    expect(decide({ ...half, request: { ...REQUEST, action: 'UNSHARE' } }).detail.accounts).toEqual(ACCOUNTS);
    expect(decide({ share: SHARE }).detail).not.toHaveProperty('accounts');
  });

  const nodes = (count: number) => ({ count, accounts: [] });
  const reach = { gaining: nodes(2), losing: nodes(0), keeping: nodes(1), treeReadAt: ACCEPTED };
  test.each([
    ['a share that was made', {}, { predicted: 3, accounts: 2, isAsPredicted: false }],
    [
      'some have it by another path',
      { accounts: { ...ACCOUNTS, alreadyReached: 1 } },
      { predicted: 3, accounts: 3, isAsPredicted: true },
    ],
    ['an update', { write: 'UPDATE' }, undefined],
    ['a confirmation', { isConfirmation: true }, undefined],
    ['no account is named', { accounts: undefined }, undefined],
  ])('who was reached stands beside who was to be: %s', (_, more, reached) => {
    const { detail } = decide({ reach, share: { ...SHARE, accounts: ACCOUNTS, ...more } });

    expect(detail.reach).toEqual({ ...reach, ...(reached && { reached }) });
  });

  test('nothing of what is not known', () => {
    expect(Object.keys(decide().detail).toSorted()).toEqual(
      [
        ...['version', 'outcomeId', 'requestId', 'requester', 'action', 'portfolioId', 'organizationNode'],
        ...['effect', 'share', 'principals', 'findings', 'timing', 'executionArn'],
      ].toSorted(),
    );
    expect(decide().detail.share).toEqual({ shareTagOptions: true, sharePrincipals: false });
  });

  test('what it is a retry of, its token, its two paths, whom it cost access, and a hundred findings', () => {
    const more = {
      request: { ...REQUEST, retryOf: 'vend-0' },
      share: {
        ...SHARE,
        portfolioShareToken: 'share-1',
        accounts: { ...ACCOUNTS, failed: 1, failures: FAILED },
      },
      endBefore: { access: 'ALL', grantedAt: '2026-03-01T00:00:00.000Z' },
      twoPaths: { count: 1, accounts: ['1'] },
      findings: Array.from({ length: 101 }, (_, nth) => ({ id: `${nth}` })),
    };
    const { detail } = decide(more);

    expect(detail).toMatchObject({
      retryOf: 'vend-0',
      share: { portfolioShareToken: 'share-1' },
      reachedByTwoPaths: { count: 1, accounts: ['1'] },
      lostAccess: { count: 1, accounts: ['200000000002'] },
    });
    expect(detail.findings).toHaveLength(100);
  });
});

describe('an update to the flags that the share had already', () => {
  const flags = { shareTagOptions: true, sharePrincipals: false };
  const accounts = {
    ...ACCOUNTS,
    succeeded: 0,
    failed: 2,
    failures: [...FAILED, { ...FAILED[0], accountId: '3' }],
  };
  const update = { ...SHARE, write: 'UPDATE', accounts };

  test.each(['ERROR', 'COMPLETED_WITH_ERRORS'])(
    'fails nobody who has access, though it ended in %s',
    (status) => {
      const { detailType, detail } = decide({ before: flags, share: { ...update, status }, access: LOOK });

      expect(detailType).toBe('PortfolioShareCompleted');
      expect(detail).toMatchObject({
        effect: 'UNCHANGED',
        accounts: { succeeded: 2, failed: 0, failures: [] },
      });
    },
  );

  test('is told of nobody but those that lack access, with its reason', () => {
    const access = { ...LOOK, lacking: 1, lackingAccounts: ['3'] };
    const { detail } = decide({ before: flags, share: { ...update, status: 'ERROR' }, access });

    expect(detail.accounts).toMatchObject({
      succeeded: 2,
      failed: 1,
      failures: [{ accountId: '3', message: 'no' }],
    });
    expect(detail.effect).toBe('UNCHANGED');
  });

  test.each([
    ['its flags were not known to have arrived', { endBefore: { flags: 'NOT_ALL' } }, {}],
    ['the share is not as asked now', {}, { isOtherwise: true }],
  ])('is one like any other where %s', (_, more, share) => {
    const record = { before: flags, ...more, share: { ...update, status: 'ERROR', ...share }, access: LOOK };

    expect(typeOf(record)).toBe('PortfolioShareFailed');
  });
});

describe('an update to other flags that ended with errors', () => {
  const other = { ...FAILED[0], accountId: '200000000003' };
  const gone = { ...LOOK, elsewhereAccounts: ['200000000002'] };
  const [PARTLY, WHOLLY] = ['PortfolioShareCompletedWithErrors', 'PortfolioShareCompleted'];

  test.each([
    ['of one account that has left the node', { failed: 1, failures: FAILED }, gone, WHOLLY],
    ['of one that left, and one that stayed', { failed: 2, failures: [...FAILED, other] }, gone, PARTLY],
    ['of one that left, and one not named', { failed: 2, failures: FAILED }, gone, PARTLY],
    [
      'of one that left, and some not counted',
      { failed: 1, failures: FAILED, hasUnnamedFailures: true },
      gone,
      PARTLY,
    ],
    ['of one that stayed', { failed: 1, failures: FAILED }, LOOK, PARTLY],
    ['of one, and nobody looked', { failed: 1, failures: FAILED }, undefined, PARTLY],
    ['of none', { failed: 0, failures: [] }, LOOK, WHOLLY],
  ])('%s', (_, told, access, expected) => {
    const accounts = { ...ACCOUNTS, ...told };
    const status = told.failed > 0 ? 'COMPLETED_WITH_ERRORS' : 'COMPLETED';
    const share = { ...SHARE, write: 'UPDATE', status, accounts };

    expect(typeOf({ before: OTHER_FLAGS, share, access })).toBe(expected);
  });
});
