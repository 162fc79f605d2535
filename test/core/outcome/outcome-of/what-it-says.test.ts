import { describe, expect, test } from 'vitest';
import { ACCEPTED, ACCOUNTS, DECIDED, decide, FAILED, LOOK, REQUEST, SHARE } from './outcome-given.ts';

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
