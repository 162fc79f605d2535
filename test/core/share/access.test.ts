import { expect, test } from 'vitest';
import { judgeAccess, lackingOf } from '../../../core/share/access.ts';

const now = '2026-03-01T12:00:00.000Z';
const account = (accountId: string, more = {}) => ({ accountId, isActive: true, above: [], ...more });

test('accounts of which it is not known whether AWS reaches them are named, and not counted as lacking', () => {
  const look = judgeAccess(
    [
      account('100000000001'),
      account('100000000002'),
      account('100000000003', { isActive: false }),
      account('100000000004', { joinedAt: '2026-03-01T11:30:00.000Z' }),
      account('100000000005'),
      account('100000000006', { joinedAt: '2025-03-01T11:30:00.000Z' }),
      account('100000000007'),
    ],
    new Set(['100000000001']),
    {
      ownerAccountId: '100000000002',
      movedAt: new Map([['100000000005', '2026-03-01T11:59:00.000Z']]),
      named: new Set(),
      newcomers: 'AS_OTHERS',
      lacked: { accounts: ['100000000007'], at: '2026-02-01T00:00:00.000Z' },
      now,
    },
  );

  expect(look).toMatchObject({ having: 1, lacking: 2, isEarly: true });
  expect(look.lackingAccounts).toEqual(['100000000006', '100000000007']);
  expect(look.doubtfulAccounts).toEqual(['100000000002', '100000000003', '100000000004', '100000000005']);
  expect(look.lost).toEqual({ count: 1, accounts: ['100000000006'] });
});

const newcomer = account('100000000004', { joinedAt: '2026-03-01T11:30:00.000Z' });
const known = {
  ownerAccountId: '100000000002',
  movedAt: new Map<string, string>(),
  named: new Set<string>(),
  newcomers: 'AS_OTHERS',
  now,
} as const;

test('an account that Service Catalog named as failed is not merely a newcomer; a suspended one lacks nothing', () => {
  const suspended = account('100000000003', { isActive: false });

  const named = new Set(['100000000003', '100000000004', '100000000009']);
  const reached = new Set(['100000000008', '100000000009']);
  const look = judgeAccess([newcomer, suspended], new Set(), { ...known, named, reached });

  expect(look).toMatchObject({
    lackingAccounts: ['100000000004'],
    doubtfulAccounts: ['100000000003'],
    elsewhereAccounts: ['100000000009', '100000000008'],
  });
  expect(look).not.toHaveProperty('isEarly');
  expect(look).not.toHaveProperty('lost');
});

test('of many who lost it, the first hundred are named and all are counted: who lacked it before, or is new, is not among them', () => {
  const ids = Array.from({ length: 330 }, (_, nth) => `${300_000_000_000 + nth}`);
  const accounts = ids.map((id, nth) =>
    account(id, nth >= 180 ? { joinedAt: '2026-02-02T00:00:00.000Z' } : {}),
  );
  const lacked = { accounts: ids.slice(0, 60), at: '2026-02-01T00:00:00.000Z' };

  const look = judgeAccess(accounts, new Set(), { ...known, lacked });

  expect(look).toMatchObject({ lacking: 330, lost: { count: 120, accounts: ids.slice(60, 160) } });
});

const [OLD, OWNER] = [account('100000000001'), account('100000000002')];

test.each([
  ['nobody has it, and how the share ended is not known', 'AS_OTHERS', [newcomer], 1],
  ['nobody but the owner and a suspended account are there besides', 'AS_OTHERS', [newcomer, OWNER], 1],
  ['somebody has it', 'AS_OTHERS', [newcomer, OLD], 0],
  ['nobody has it, and the share ended well', 'REACHED', [newcomer], 0],
  ['the share reaches nobody, and somebody has it by another path', 'NOT_REACHED', [newcomer, OLD], 1],
] as const)('a newcomer lacks it, or may still get it: %s', (_, newcomers, accounts, lacking) => {
  const look = judgeAccess(accounts, new Set([OLD.accountId]), { ...known, newcomers });

  expect(look.lacking).toBe(lacking);
  expect(look.lackingAccounts.includes(newcomer.accountId)).toBe(lacking === 1);
  expect(look.doubtfulAccounts.includes(newcomer.accountId)).toBe(lacking === 0);
  expect(look.isEarly ?? false).toBe(lacking === 0);
});

test('whoever was moved within the hour lacks nothing, be it more than a hundred', () => {
  const accounts = Array.from({ length: 150 }, (_, nth) => account(`${100_000_000_000 + nth}`));
  const known = { ownerAccountId: '', named: new Set<string>(), newcomers: 'REACHED', now } as const;

  const lacking = lackingOf(accounts, new Set(), { ...known, movedAt: new Map() });
  const movedAt = new Map(lacking.map((accountId) => [accountId, '2026-03-01T11:30:00.000Z']));

  expect(lacking).toHaveLength(150);
  expect(judgeAccess(accounts, new Set(), { ...known, movedAt })).toMatchObject({
    lacking: 0,
    isEarly: true,
  });
});
