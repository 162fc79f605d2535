import { expect, test } from 'vitest';
import { judgeAccess } from '../../../core/share/access.ts';

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
      since: '2026-02-01T00:00:00.000Z',
      now,
    },
  );

  expect(look).toMatchObject({ having: 1, lacking: 2, isEarly: true });
  expect(look.lackingAccounts).toEqual(['100000000006', '100000000007']);
  expect(look.doubtfulAccounts).toEqual(['100000000002', '100000000003', '100000000004', '100000000005']);
  expect(look.newAccounts).toEqual(['100000000004', '100000000005']);
});

test('an account that Service Catalog named as failed is not merely arriving; a suspended one lacks nothing', () => {
  const arrived = account('100000000004', { joinedAt: '2026-03-01T11:30:00.000Z' });
  const suspended = account('100000000003', { isActive: false });
  const known = { ownerAccountId: '100000000002', movedAt: new Map<string, string>(), now };

  const named = new Set(['100000000003', '100000000004', '100000000009']);
  const look = judgeAccess([arrived, suspended], new Set(), { ...known, named });

  expect(look).toMatchObject({
    lackingAccounts: ['100000000004'],
    doubtfulAccounts: ['100000000003'],
    elsewhereAccounts: ['100000000009'],
  });
  expect(look).not.toHaveProperty('isEarly');
  expect(look).not.toHaveProperty('newAccounts');
});
