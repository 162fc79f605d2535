import { expect, test } from 'vitest';
import { accountsWithNames, reachOf } from '../../../core/reach/reach.ts';
import { type Standing, standingAfter, standingShare } from '../../../core/reach/standing.ts';
import type { RequestedPrincipal } from '../../../core/request/share-request.ts';

const OWNER = '111122223333';
const UNIT = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;
const INNER = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-prod7890' } as const;
const ABOVE = ['o-a1b2c3d4e5', 'r-ab12', UNIT.value];
const ACCOUNTS = [
  { accountId: '333344445555', isActive: true, above: ABOVE },
  { accountId: '444455556666', isActive: false, above: ABOVE },
  { accountId: '555566667777', isActive: true, above: [...ABOVE, INNER.value] },
];
const DEV: RequestedPrincipal = { principalArn: 'arn:aws:iam:::role/dev', principalType: 'IAM_PATTERN' };

function reach(before: Standing, request: Partial<Parameters<typeof standingAfter>[1]>) {
  const wish = {
    action: 'SHARE',
    recipient: UNIT,
    sharePrincipals: true,
    principals: [],
    ...request,
  } as const;
  return reachOf(before, standingAfter(before, wish), { ownerAccountId: OWNER, accounts: ACCOUNTS });
}

test('a share gives the portfolio to all below its unit, and tells who is suspended', () => {
  const { accounts, principals } = reach({ shares: [], principals: [] }, { principals: [DEV] });

  expect(accounts).toEqual([
    { accountId: '333344445555', change: 'GAINS', added: [UNIT], taken: [], kept: [] },
    { accountId: '444455556666', change: 'GAINS', added: [UNIT], taken: [], kept: [], isSuspended: true },
    { accountId: '555566667777', change: 'GAINS', added: [UNIT], taken: [], kept: [] },
  ]);
  expect(principals).toEqual([
    { ...DEV, gains: [OWNER, '333344445555', '444455556666', '555566667777'], loses: [] },
  ]);
});

test('who has the portfolio by another path keeps it', () => {
  const before = {
    shares: [
      { ...UNIT, sharePrincipals: true },
      { ...INNER, sharePrincipals: true },
    ],
    principals: [DEV],
  };

  const { accounts, principals } = reach(before, { action: 'UNSHARE' });

  expect(accounts.at(-1)).toEqual({
    accountId: '555566667777',
    change: 'KEEPS',
    added: [],
    taken: [UNIT],
    kept: [INNER],
  });
  expect(principals).toEqual([{ ...DEV, gains: [], loses: ['333344445555', '444455556666'] }]);
});

test('a share that is asked for again changes nothing', () => {
  const before = { shares: [{ ...UNIT, sharePrincipals: true }], principals: [DEV] };

  expect(reach(before, { principals: [DEV] })).toEqual({ accounts: [], principals: [] });
});

test('an account outside of the organization is told as such', () => {
  const recipient = { type: 'ACCOUNT', value: '999988887777' } as const;

  const { accounts } = reach({ shares: [], principals: [] }, { recipient, sharePrincipals: false });

  expect(accounts).toEqual([
    { accountId: '999988887777', change: 'GAINS', added: [recipient], taken: [], kept: [], isOutside: true },
  ]);
});

test('an account that is listed under the other type loses its share too', () => {
  const member = { type: 'ORGANIZATION_MEMBER_ACCOUNT', value: '333344445555' } as const;
  const before = { shares: [{ ...member, sharePrincipals: false }], principals: [] };

  const { accounts } = reach(before, {
    action: 'UNSHARE',
    recipient: { type: 'ACCOUNT', value: member.value },
  });

  expect(accounts).toMatchObject([{ accountId: member.value, change: 'LOSES' }]);
});

const named = { ...UNIT, sharePrincipals: true };
const ROLE: RequestedPrincipal = { principalArn: `arn:aws:iam::${OWNER}:role/own`, principalType: 'IAM' };

test('a share takes the place of the one with its recipient, and adds what is not there', () => {
  const before = { shares: [named, { ...INNER, sharePrincipals: true }], principals: [DEV] };
  const change = {
    action: 'SHARE',
    recipient: UNIT,
    sharePrincipals: false,
    principals: [DEV, ROLE],
  } as const;

  expect(standingAfter(before, change)).toEqual({
    shares: [before.shares[1], { ...UNIT, sharePrincipals: false }],
    principals: [DEV, ROLE],
  });
  expect(standingAfter(before, { ...change, shareTagOptions: true }).shares[1]).toEqual({
    ...UNIT,
    sharePrincipals: false,
    shareTagOptions: true,
  });
});

test('what is taken off is gone, and only the share in question', () => {
  const before = { shares: [named, { ...INNER, sharePrincipals: true }], principals: [DEV, ROLE] };
  const change = { action: 'UNSHARE', recipient: UNIT, sharePrincipals: false, principals: [DEV] } as const;

  expect(standingAfter(before, change)).toEqual({ shares: [before.shares[1]], principals: [ROLE] });
  expect(standingAfter(before, { ...change, recipient: { ...UNIT, value: 'ou-ab12-none' } }).shares).toEqual(
    before.shares,
  );
});

test('of an account that is listed under both types the asked one is meant', () => {
  const value = '333344445555';
  const [own, member] = [
    { type: 'ACCOUNT', value, sharePrincipals: false },
    { type: 'ORGANIZATION_MEMBER_ACCOUNT', value, sharePrincipals: false },
  ] as const;
  const change = { action: 'UNSHARE', recipient: own, sharePrincipals: false, principals: [] } as const;

  expect(standingAfter({ shares: [member, own], principals: [] }, change).shares).toEqual([member]);
  expect(standingShare([named, member, own], own)).toBe(own);
  expect(standingShare([named, member], own)).toBe(member);
  expect(standingShare([named, own], member)).toBe(own);
  expect(standingShare([{ ...named, value }], { ...INNER, value: 'ou-ab12-none' })).toBeUndefined();
  expect(standingShare([{ ...UNIT, type: 'ORGANIZATION', sharePrincipals: true }], UNIT)).toBeUndefined();
});

test('the owner is not reached by a share with what it is in', () => {
  const accounts = [...ACCOUNTS, { accountId: OWNER, isActive: true, above: ABOVE }];
  const known = { ownerAccountId: OWNER, accounts: accounts.toReversed() };
  const standing = { shares: [named], principals: [DEV] };

  const found = reachOf({ shares: [], principals: [] }, standing, known);

  expect(found.accounts.map(({ accountId }) => accountId)).toEqual(
    ACCOUNTS.map(({ accountId }) => accountId),
  );
  expect(accountsWithNames(standing, known)).toEqual(ACCOUNTS.map(({ accountId }) => accountId));
});

test('names reach nobody by a share with an account', () => {
  const own = { type: 'ACCOUNT', value: '333344445555', sharePrincipals: true } as const;
  const known = { ownerAccountId: OWNER, accounts: ACCOUNTS };
  const without = { shares: [], principals: [DEV] };

  expect(accountsWithNames({ shares: [own], principals: [DEV] }, known)).toEqual([]);
  expect(reachOf(without, { ...without, shares: [own] }, known).principals).toEqual([]);
});

test('what is taken off loses effect where it had it: a pattern everywhere, a role with the owner', () => {
  const before = { shares: [{ ...INNER, sharePrincipals: true }], principals: [DEV, ROLE] };

  const { principals } = reach(before, {
    action: 'DISASSOCIATE' as never,
    recipient: UNIT,
    principals: [DEV, ROLE],
  });

  expect(principals).toEqual([
    { ...DEV, gains: [], loses: [OWNER, '555566667777'] },
    { ...ROLE, gains: [], loses: [OWNER] },
  ]);
});

test('a pattern moves with the share that shows it, and a role does not', () => {
  const before = { shares: [{ ...INNER, sharePrincipals: true }], principals: [DEV, ROLE] };
  const moved = {
    ...before,
    shares: [{ type: 'ORGANIZATION_MEMBER_ACCOUNT', value: '333344445555', sharePrincipals: true } as const],
  };

  const { principals, accounts } = reachOf(before, moved, { ownerAccountId: OWNER, accounts: ACCOUNTS });

  expect(principals).toEqual([{ ...DEV, gains: ['333344445555'], loses: ['555566667777'] }]);
  expect(accounts.map(({ change }) => change)).toEqual(['GAINS', 'LOSES']);
});
