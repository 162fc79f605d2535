import { expect, test } from 'vitest';
import { type Reach, reachOf } from '../../../core/reach/reach.ts';
import type { Standing } from '../../../core/reach/standing.ts';
import { createSimulator } from '../../../sandbox/simulator/create-simulator.ts';
import { parseScenario } from '../../../sandbox/simulator/scenario.ts';
import { bySize } from '../../size.ts';
import {
  OWNER,
  PORTFOLIO,
  type Random,
  randomAccounts,
  randomOf,
  randomStanding,
  scenarioOf,
} from './random-organization.ts';

/** `npm run reach` takes the thousand. */
const ORGANIZATIONS = bySize({ quick: 25, prove: 200, whole: 1_000 });
/** Less than a second on a quiet machine; by counting pairs it would be minutes. */
const LONGEST_MS = 10_000;

type Accounts = ReturnType<typeof randomAccounts>;

test.each(Array.from({ length: ORGANIZATIONS }, (_, index) => index + 1))(
  'what reach predicts of organization %i is what the simulator then shows, account by account',
  (seed) => {
    const random = randomOf(seed);
    const [size, units] = sizeOf(seed, random);
    const accounts = randomAccounts(random, size, units);
    const [before, after] = [randomStanding(random, accounts), randomStanding(random, accounts)];

    const startedAt = performance.now();
    const reach = reachOf(before, after, { ownerAccountId: OWNER, accounts });

    expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS);
    expect(reach.accounts).toEqual(reach.accounts.filter((one) => hasItsPaths(one, accounts, before, after)));
    const [then, now] = [shownBy(accounts, before), shownBy(accounts, after)];
    const ids = [...accounts.map(({ accountId }) => accountId), ...outsiders(before), ...outsiders(after)];
    expect(changing(reach, 'GAINS')).toEqual(sorted(ids.filter((id) => !then.has(id) && now.has(id))));
    expect(changing(reach, 'LOSES')).toEqual(sorted(ids.filter((id) => then.has(id) && !now.has(id))));
    const kept = changing(reach, 'KEEPS');
    expect(kept.every((id) => then.has(id) && now.has(id))).toBe(true);
    const looked = accounts.length > 1_000 ? ids.filter((_, index) => index % 97 === 0) : ids;
    for (const [role, principal] of ROLES) {
      const predicted = reach.principals.find(({ principalArn }) => principalArn.endsWith(principal));
      const mayThen = looked.filter((id) => then.mayLaunch(id, role));
      const mayNow = looked.filter((id) => now.mayLaunch(id, role));
      const gains = looked.filter((id) => predicted?.gains.includes(id));
      expect(gains).toEqual(mayNow.filter((id) => !mayThen.includes(id)));
      const loses = looked.filter((id) => predicted?.loses.includes(id));
      expect(loses).toEqual(mayThen.filter((id) => !mayNow.includes(id)));
    }
  },
);

/** Most are small; every fiftieth is as large as an organization can be, and others are anything between. */
function sizeOf(seed: number, random: Random): readonly [accounts: number, units: number] {
  if (seed % 50 === 0) return [10_000, 2_000];
  return seed % 20 === 0 ? [1 + random(5_000), random(1_000)] : [1 + random(120), random(25)];
}

/** Whether the paths that are told are those by which it has the portfolio, looked up one by one. */
function hasItsPaths(
  { accountId, added, taken, kept }: Reach['accounts'][number],
  accounts: Accounts,
  before: Standing,
  after: Standing,
): boolean {
  const above = accounts.find((one) => one.accountId === accountId)?.above ?? [];
  const pathsOf = ({ shares }: Standing) =>
    shares.filter(({ value }) => value === accountId || above.includes(value)).map(nameOf);
  const same = (one: readonly string[], other: readonly string[]) =>
    sorted(one).join() === sorted(other).join();
  return (
    same([...added, ...kept].map(nameOf), pathsOf(after)) &&
    same([...taken, ...kept].map(nameOf), pathsOf(before))
  );
}

function nameOf({ type, value }: { readonly type: string; readonly value: string }): string {
  return `${type} ${value}`;
}

const ROLES = [
  ['dev-1', ':::role/dev-*'],
  ['ops-1', ':::role/ops-*'],
  ['Hub', `::${OWNER}:role/Hub`],
] as const;

test('ten thousand accounts in two thousand units are reckoned in a moment', () => {
  const random = randomOf(7);
  const accounts = randomAccounts(random, 10_000, 2_000);
  const before = { shares: [], principals: [] };
  const after = {
    shares: [{ type: 'ORGANIZATION' as const, value: 'o-a1b2c3d4e5', sharePrincipals: true }],
    principals: Array.from({ length: 100 }, (_, index) => ({
      principalArn: `arn:aws:iam:::role/team-${index}-*`,
      principalType: 'IAM_PATTERN' as const,
    })),
  };

  const startedAt = performance.now();
  const reach = reachOf(before, after, { ownerAccountId: OWNER, accounts });

  expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS);
  expect(reach.accounts).toHaveLength(10_000);
});

/** What the simulator shows of the portfolio where it stands so. */
function shownBy(accounts: Accounts, standing: Standing) {
  const clock = { now: () => Date.UTC(2026, 0, 2), delay: () => Promise.resolve() };
  const { controls } = createSimulator({ clock, scenario: parseScenario(scenarioOf(accounts, standing)) });
  const having = new Set(controls.portfolio(PORTFOLIO).accountIds);
  return {
    has: (accountId: string) => having.has(accountId),
    mayLaunch: (accountId: string, role: string) =>
      controls.principalMayLaunch(PORTFOLIO, `arn:aws:iam::${accountId}:role/${role}`),
  };
}

function changing({ accounts }: Reach, change: string): string[] {
  return accounts.filter((one) => one.change === change).map(({ accountId }) => accountId);
}

function outsiders({ shares }: Standing): string[] {
  return shares.filter(({ value }) => value.startsWith('9999')).map(({ value }) => value);
}

function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
