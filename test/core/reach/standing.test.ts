import { expect, test } from 'vitest';
import { reachOf } from '../../../core/reach/reach.ts';
import { type Standing, standingAfter } from '../../../core/reach/standing.ts';
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
