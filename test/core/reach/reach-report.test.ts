import { expect, test } from 'vitest';
import type { AccountReach, PrincipalReach } from '../../../core/reach/reach.ts';
import { reachReport } from '../../../core/reach/reach-report.ts';

const AT = '2026-03-02T10:00:00.000Z';
const idOf = (nth: number) => `${nth}`.padStart(12, '0');
const accountOf = (accountId: string, change: AccountReach['change'], more: Partial<AccountReach> = {}) => ({
  accountId,
  change,
  added: [],
  taken: [],
  kept: [],
  ...more,
});
const principalOf = (
  name: string,
  gains: readonly string[],
  loses: readonly string[] = [],
): PrincipalReach => ({
  principalArn: `arn:aws:iam:::role/${name}`,
  principalType: 'IAM_PATTERN',
  gains,
  loses,
});

test('a report counts who gains, loses and keeps, and who of them is suspended or outside', () => {
  const accounts = [
    accountOf('1', 'GAINS', { isSuspended: true }),
    accountOf('2', 'GAINS'),
    accountOf('3', 'LOSES', { isOutside: true }),
    accountOf('4', 'LOSES'),
    accountOf('5', 'KEEPS'),
  ];
  const principals = [principalOf('a', ['7', '2'], ['3']), principalOf('b', ['2', '1'])];

  expect(reachReport({ accounts, principals }, AT)).toEqual({
    treeReadAt: AT,
    gaining: { count: 2, accounts: ['1', '2'], suspended: 1 },
    losing: { count: 2, accounts: ['3', '4'], outside: 1 },
    keeping: { count: 1, accounts: ['5'] },
    gainingPrincipals: { count: 3, accounts: ['1', '2', '7'] },
    principals: [
      { principalArn: 'arn:aws:iam:::role/a', principalType: 'IAM_PATTERN', gains: 2, loses: 1 },
      { principalArn: 'arn:aws:iam:::role/b', principalType: 'IAM_PATTERN', gains: 2, loses: 0 },
    ],
  });
});

test('it names a hundred of each', () => {
  const many = Array.from({ length: 101 }, (_, nth) => idOf(nth));
  const accounts = many.map((id) => accountOf(id, 'GAINS'));
  const principals = many.map((id) => principalOf(id, many));

  const report = reachReport({ accounts, principals }, AT);

  expect(report.gaining).toEqual({ count: 101, accounts: many.slice(0, 100) });
  expect(report.gainingPrincipals).toEqual({ count: 101, accounts: many.slice(0, 100) });
  expect(report.principals).toHaveLength(100);
});
