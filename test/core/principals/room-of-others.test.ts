import { describe, expect, it } from 'vitest';
import { coversPrincipal } from '../../../core/principals/policy-patterns.ts';
import { beyondRoomOfOthers } from '../../../core/principals/room-of-others.ts';
import type { RequesterRule } from '../../../core/request/is-requester-allowed.ts';
import { pattern, principalOfAccount } from './risk-of.ts';

const rule = (account: string | readonly string[], principals?: readonly string[]): RequesterRule => ({
  accounts: [account].flat(),
  sources: ['*'],
  actions: ['SHARE'],
  portfolios: ['*'],
  nodes: ['ou-ab12-cdef3456'],
  principals,
});
const RULES = [
  rule('SELF'),
  rule('222233334444', ['role/team-b/*']),
  rule('333344445555', ['role/team-c/*']),
];
const QUOTAS = { iamPatterns: 10, principals: 100 };
const some = (team: string, count: number) =>
  Array.from({ length: count }, (_, nth) => pattern(`role/${team}/${nth}`));
const isRefused = (
  existing: ReturnType<typeof some>,
  requested: ReturnType<typeof some>,
  rules: readonly RequesterRule[] = RULES,
  quotas = QUOTAS,
) => beyondRoomOfOthers(existing, requested, rules, quotas, coversPrincipal) !== undefined;

describe("half of the quotas stays the owner's", () => {
  it.each([
    ['five of one account', [], some('team-b', 5), false],
    ['six of one account', [], some('team-b', 6), true],
    ['five of two accounts', some('team-c', 3), some('team-b', 2), false],
    ['six of two accounts', some('team-c', 3), some('team-b', 3), true],
    ['five beside those of the owner', some('own', 5), some('team-b', 5), false],
    ['five that are there already', some('team-b', 5), some('team-b', 5), false],
    ['one more than those', some('team-b', 5), some('team-b', 6), true],
    [
      'what is both listed and wanted counts once',
      [...some('team-b', 4), ...some('team-b', 4)],
      some('team-b', 5),
      false,
    ],
  ])('%s', (_, existing, requested, refused) => {
    expect(isRefused(existing, requested)).toBe(refused);
  });

  it('an account that may name any principal counts those of the owner as its own', () => {
    const rules = [rule('SELF'), rule('222233334444', ['*'])];

    expect(isRefused(some('own', 4), some('x', 1), rules)).toBe(false);
    expect(isRefused(some('own', 5), some('x', 1), rules)).toBe(true);
  });

  it('a rule of the own account alone lets nobody else name its principals', () => {
    const own = rule('SELF', ['role/own/*']);
    const shared = rule(['SELF', '222233334444'], ['role/own/*']);

    expect(isRefused(some('own', 5), some('x', 1), [own])).toBe(false);
    expect(isRefused(some('own', 5), some('x', 1), [shared])).toBe(true);
  });

  it('of the quota of all principals it is half, too', () => {
    const users = (count: number) =>
      Array.from({ length: count }, (_, nth) => principalOfAccount(`user/team-b/${nth}`));

    expect(isRefused([], users(50))).toBe(false);
    expect(isRefused([], users(51))).toBe(true);
  });

  it('of a quota of one, all of it', () => {
    expect(isRefused([], some('team-b', 1), RULES, { ...QUOTAS, iamPatterns: 1 })).toBe(true);
  });
});
