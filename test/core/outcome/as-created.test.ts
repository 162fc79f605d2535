import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { outcomeOf } from '../../../core/outcome/outcome-of.ts';
import { wantedAfter } from '../../../core/outcome/wanted-after.ts';

const failure = { accountId: '200000000001', error: 'InternalFailure', message: 'no answer' };
const twice = { alreadyReached: 1, alreadyReachedAccounts: ['200000000003'] };
const created = {
  write: 'CREATE',
  portfolioShareToken: 'share-1',
  status: 'COMPLETED_WITH_ERRORS',
  successfulSoFar: 1,
  accounts: { succeeded: 1, failed: 1, failures: [failure], ...twice },
};
const updated = { write: 'UPDATE', portfolioShareToken: 'share-2', status: 'COMPLETED', successfulSoFar: 2 };
const look = {
  having: 2,
  lacking: 1,
  lackingAccounts: ['200000000001'],
  doubtfulAccounts: [],
};
const [BEFORE, AFTER] = ['2026-03-01T12:05:00.000Z', '2026-03-01T12:20:00.000Z'];

const recordOf = (changes: object): RequestRecord =>
  ({
    requestKey: 'key',
    requester: { account: '111122223333', source: 'acme.test' },
    request: {
      requestId: 'req-1',
      action: 'SHARE',
      portfolioId: 'port-1',
      recipient: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
      principals: [],
      shareTagOptions: false,
      sharePrincipals: false,
    },
    sequence: 1,
    acceptedAt: '2026-03-01T12:00:00.000Z',
    grantedAt: '2026-03-01T12:00:00.000Z',
    before: 'ABSENT',
    created,
    tried: ['UPDATE'],
    share: updated,
    intent: { write: 'UPDATE', number: 2, startedAt: '2026-03-01T12:10:00.000Z', answer: 'ANSWERED' },
    access: { ...look, lookedAt: BEFORE },
    ...changes,
  }) as unknown as RequestRecord;

const coded = (errorMessage: string) => ({
  Error: 'RequestRejected',
  Cause: JSON.stringify({ errorMessage }),
});

test.each([
  ['did not end in time', { share: { ...updated, status: 'IN_PROGRESS' } }, 'SHARE_TIMED_OUT: too long'],
  ['was cancelled', { share: { ...updated, status: 'IN_PROGRESS' } }, 'CANCELLED: cancelled by night-shift'],
  ['died', {}, 'ABORTED: the execution ended'],
  ['was not begun, since somebody else was busy', { share: created }, 'SHARE_BUSY: too long'],
  ['was not looked at', {}, undefined],
  ['ended in ERROR', { share: { ...updated, status: 'ERROR' } }, undefined],
])('what a creation brought stands if the update after it %s', (_, changes, cause) => {
  const record = recordOf(changes);

  const outcome = outcomeOf(record, cause === undefined ? undefined : coded(cause), AFTER);

  expect(outcome.detailType).toBe('PortfolioShareCompletedWithErrors');
  expect(outcome.detail).toMatchObject({
    effect: 'CREATED',
    share: { status: 'COMPLETED_WITH_ERRORS', portfolioShareToken: 'share-1' },
    accounts: { succeeded: 1, failed: 1, failures: [failure], ...twice },
  });
  expect(wantedAfter({ decidedSequence: 0 }, record, outcome)).toMatchObject({
    change: 'KEEP',
    wanted: { alreadyReached: { count: 1 } },
  });
});

test.each([
  ['a second call did not end', { tried: ['UPDATE', 'CONFIRM'] }, 'CANCELLED: cancelled by night-shift'],
  ['the call after it ended in ERROR', { share: { ...updated, status: 'ERROR' }, looked: AFTER }, undefined],
])('who was brought it since the creation is not told as failed, though %s', (_, changes, cause) => {
  const other = { ...failure, accountId: '200000000002' };
  const accounts = { ...created.accounts, failed: 2, failures: [failure, other] };
  const { looked = BEFORE, ...rest } = { looked: BEFORE, ...changes };
  const record = recordOf({
    created: { ...created, accounts },
    access: { ...look, lookedAt: looked },
    ...rest,
  });

  const { detail } = outcomeOf(record, cause === undefined ? undefined : coded(cause), AFTER);

  expect(detail).toMatchObject({
    effect: 'CREATED',
    share: { portfolioShareToken: 'share-1', status: 'COMPLETED_WITH_ERRORS' },
    accounts: { failed: 1, failures: [failure] },
  });
});

test('a call that our role may not make takes nothing from what was created', () => {
  const Cause = 'User: arn is not authorized to perform: servicecatalog:UpdatePortfolioShare';
  const outcome = outcomeOf(recordOf({}), { Error: 'AccessDeniedException', Cause }, AFTER);

  expect(outcome.detailType).toBe('PortfolioShareCompletedWithErrors');
  expect(outcome.detail).toMatchObject({ effect: 'CREATED', accounts: { failures: [failure] } });
});

test.each([
  ['a defect of ours', {}, { Error: 'States.Runtime', Cause: 'a path' }],
  ['the share was found to be gone', { created: { ...created, isOtherwise: true } }, coded('CANCELLED: c')],
  ['it was deleted to be made again', { tried: ['UPDATE', 'REMAKE'] }, coded('CANCELLED: c')],
])('it does not stand where %s', (_, changes, error) => {
  expect(outcomeOf(recordOf(changes), error, AFTER).detailType).toBe('PortfolioShareFailed');
});

test('an update that reached everybody ends clean, and who has it by another path is still known', () => {
  const everybody = { ...look, lookedAt: AFTER, having: 3, lacking: 0, lackingAccounts: [] };
  const accounts = { succeeded: 3, failed: 0, failures: [], alreadyReached: 0, alreadyReachedAccounts: [] };

  const outcome = outcomeOf(
    recordOf({ access: everybody, share: { ...updated, accounts } }),
    undefined,
    AFTER,
  );

  expect(outcome.detailType).toBe('PortfolioShareCompleted');
  expect(outcome.detail).toMatchObject({
    effect: 'CREATED',
    accounts: { succeeded: 2, failed: 0, ...twice },
  });
});

test.each([
  ['later', AFTER],
  ['in the same instant as a call that did nothing', '2026-03-01T12:10:00.000Z'],
])(
  'an account that was not helped, seen %s, is told with the reason that the creation gave',
  (_, lookedAt) => {
    const outcome = outcomeOf(recordOf({ access: { ...look, lookedAt } }), undefined, AFTER);

    expect(outcome.detailType).toBe('PortfolioShareCompletedWithErrors');
    expect(outcome.detail.accounts?.failures).toEqual([failure]);
  },
);

const confirming = { write: 'CREATE', number: 2, startedAt: '2026-03-01T12:10:00.000Z' };
const confirmed = { ...updated, write: 'CREATE', isConfirmation: true };
const two = { ...look, lookedAt: BEFORE, lacking: 2, lackingAccounts: ['200000000001', '200000000002'] };

test.each([
  ['an update that was refused', { share: created }],
  ['a confirmation that was refused', { share: created, intent: { ...confirming, answer: 'REFUSED' } }],
  ['a confirmation that was taken', { share: confirmed, intent: { ...confirming, answer: 'ANSWERED' } }],
])('the look after a creation counts still after %s', (_, changes) => {
  const record = recordOf({ access: two, ...changes });

  const { detailType, detail } = outcomeOf(record, coded('SHARE_BUSY: too long'), AFTER);

  expect(detailType).toBe('PortfolioShareCompletedWithErrors');
  expect(detail.accounts).toMatchObject({ failed: 2 });
});

test.each([
  ['ended', undefined],
  ['was cancelled', coded('CANCELLED: cancelled by night-shift')],
])(
  'a look says nothing of a share that went, and was created once more since, where the request %s',
  (_, error) => {
    const accounts = { succeeded: 3, failed: 0, failures: [], alreadyReached: 0, alreadyReachedAccounts: [] };
    const again = { ...updated, write: 'CREATE', accounts };
    const record = recordOf({ share: again, access: two, intent: { ...confirming, answer: 'ANSWERED' } });

    const { detailType, detail } = outcomeOf(record, error, AFTER);

    expect(detailType).toBe('PortfolioShareCompleted');
    expect(detail).toMatchObject({ effect: 'CREATED', share: { portfolioShareToken: 'share-2' }, accounts });
  },
);

test('what was created stands where the request was cancelled after a look at what the update brought', () => {
  const record = recordOf({ access: { ...look, lookedAt: AFTER } });

  const { detailType, detail } = outcomeOf(record, coded('CANCELLED: cancelled by night-shift'), AFTER);

  expect(detailType).toBe('PortfolioShareCompletedWithErrors');
  expect(detail).toMatchObject({ effect: 'CREATED', accounts: { failed: 1, failures: [failure] } });
});

test('whom the creation named is told as failed where only a look before the update saw access', () => {
  const other = { ...failure, accountId: '200000000002' };
  const accounts = { ...created.accounts, failed: 2, failures: [failure, other] };
  const record = recordOf({
    created: { ...created, accounts },
    share: { ...updated, status: 'IN_PROGRESS' },
  });

  const { detail } = outcomeOf(record, coded('CANCELLED: cancelled by night-shift'), AFTER);

  expect(detail.accounts).toMatchObject({ failed: 2, failures: [failure, other] });
});

const asked = { write: 'CREATE', number: 1, startedAt: '2026-03-01T12:01:00.000Z', answer: 'ANSWERED' };
const notLookedAt = {
  share: created,
  intent: asked,
  created: undefined,
  tried: undefined,
  access: undefined,
};

test.each([
  ['THROTTLED', { Error: 'ThrottlingException', Cause: 'slow down' }],
  ['SHARE_STATUS_UNKNOWN', { Error: 'ShareStatusUnknown', Cause: 'the accounts could not be listed' }],
])('what a creation told of its accounts stands where they cannot be looked at: %s', (_, error) => {
  const outcome = outcomeOf(recordOf(notLookedAt), error, AFTER);

  expect(outcome.detailType).toBe('PortfolioShareCompletedWithErrors');
  expect(outcome.detail).toMatchObject({ effect: 'CREATED', accounts: { failed: 1, failures: [failure] } });
});

test.each([
  ['it reached nobody', { share: { ...created, accounts: { ...created.accounts, succeeded: 0 } } }],
  ['it named nobody', { share: { ...created, accounts: undefined } }],
  [
    'it named fewer than it was to reach',
    { reach: { gaining: { count: 4 }, losing: { count: 0 }, keeping: { count: 0 } } },
  ],
  ['it may have been deleted since', { intent: { ...asked, write: 'DELETE', answer: 'UNANSWERED' } }],
])('a creation tells nothing of its accounts where %s', (_, changes) => {
  const record = recordOf({ ...notLookedAt, ...changes });

  expect(outcomeOf(record, { Error: 'ThrottlingException' }, AFTER).detailType).toBe('PortfolioShareFailed');
});

test.each([
  ['unit', 'NODE_NOT_FOUND', coded('NODE_NOT_FOUND: no such unit')],
  ['portfolio', 'NOT_FOUND', { Error: 'ResourceNotFoundException', Cause: 'ListPortfolioAccess: none' }],
])('a %s that is deleted while it is shared is told as such', (_, code, error) => {
  const outcome = outcomeOf(recordOf(notLookedAt), error, AFTER);

  expect(outcome.detail.failure).toMatchObject({ code });
});
