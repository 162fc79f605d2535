import type { OrganizationAccount } from '../../../core/organization/organization-account.ts';
import type { Standing, StandingShare } from '../../../core/reach/standing.ts';
import type { ScenarioInput } from '../../../sandbox/simulator/scenario.ts';

export const ORGANIZATION_ID = 'o-a1b2c3d4e5';
export const OWNER = '111122223333';
export const PORTFOLIO = 'port-a1b2c3d4e5f6g';
const ROOT = 'r-ab12';
/** Below the root (quotas of Organizations). */
const MOST_LEVELS = 5;

export type Random = (below: number) => number;

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The owner manages it and stands in the root; one account in twenty is suspended. */
export function randomAccounts(random: Random, accounts: number, units: number): OrganizationAccount[] {
  const paths: string[][] = [[ORGANIZATION_ID, ROOT]];
  for (let unit = 0; unit < units; unit++) {
    const open = paths.filter((path) => path.length < 2 + MOST_LEVELS);
    const parent = open[random(open.length)] ?? [];
    paths.push([...parent, `ou-ab12-${String(unit).padStart(8, '0')}`]);
  }
  const others = Array.from({ length: accounts }, (_, index) => ({
    accountId: `${200_000_000_000 + index}`,
    isActive: random(20) !== 0,
    above: paths[random(paths.length)] ?? [],
  }));
  return [{ accountId: OWNER, isActive: true, above: [ORGANIZATION_ID, ROOT] }, ...others];
}

/** Shares with units inside units, the organization, accounts of either type, and accounts outside. */
export function randomStanding(random: Random, accounts: readonly OrganizationAccount[]): Standing {
  const shares = new Map<string, StandingShare>();
  const many = random(7);
  for (let index = 0; index < many; index++) {
    const share = randomShare(random, accounts);
    shares.set(`${share.type} ${share.value}`, share);
  }
  const patterns = ['role/dev-*', 'role/ops-*'].filter(() => random(2) === 0);
  const roles = ['role/Hub', 'role/Spoke'].filter(() => random(2) === 0);
  return {
    shares: [...shares.values()],
    principals: [
      ...patterns.map((id) => ({
        principalArn: `arn:aws:iam:::${id}`,
        principalType: 'IAM_PATTERN' as const,
      })),
      ...roles.map((id) => ({ principalArn: `arn:aws:iam::${OWNER}:${id}`, principalType: 'IAM' as const })),
    ],
  };
}

function randomShare(random: Random, accounts: readonly OrganizationAccount[]): StandingShare {
  const { accountId, above } = accounts[1 + random(accounts.length - 1)] ?? { accountId: OWNER, above: [] };
  const sharePrincipals = random(2) === 0;
  const units = above.filter((id) => id.startsWith('ou-'));
  const unit = units[random(Math.max(units.length, 1))];
  switch (random(8)) {
    case 0:
      return { type: 'ORGANIZATION', value: ORGANIZATION_ID, sharePrincipals };
    case 1:
      return { type: 'ORGANIZATION_MEMBER_ACCOUNT', value: accountId, sharePrincipals: false };
    case 2:
      return { type: 'ACCOUNT', value: accountId, sharePrincipals: false };
    case 3:
      return { type: 'ACCOUNT', value: `${999_999_999_000 + random(3)}`, sharePrincipals: false };
    default:
      return unit === undefined
        ? { type: 'ACCOUNT', value: accountId, sharePrincipals: false }
        : { type: 'ORGANIZATIONAL_UNIT', value: unit, sharePrincipals };
  }
}

interface Unit {
  id: string;
  accounts: { id: string; status: 'ACTIVE' | 'SUSPENDED' }[];
  units: Unit[];
}

/** The same organization and portfolio for the simulator. */
export function scenarioOf(accounts: readonly OrganizationAccount[], standing: Standing): ScenarioInput {
  const root: Unit = { id: ROOT, accounts: [], units: [] };
  const known = new Map([[ROOT, root]]);
  for (const { accountId, isActive, above } of accounts) {
    let parent = root;
    for (const id of above.slice(2)) {
      const unit: Unit = known.get(id) ?? { id, accounts: [], units: [] };
      if (!known.has(id)) parent.units.push(unit);
      known.set(id, unit);
      parent = unit;
    }
    parent.accounts.push({ id: accountId, status: isActive ? 'ACTIVE' : 'SUSPENDED' });
  }
  return {
    organization: {
      id: ORGANIZATION_ID,
      rootId: ROOT,
      managementAccountId: OWNER,
      accounts: root.accounts,
      units: root.units,
    },
    portfolios: [
      {
        id: PORTFOLIO,
        accountId: OWNER,
        products: [{ id: 'prod-a1b2c3d4e5f6g' }],
        principals: standing.principals.map((one) => ({ ...one })),
        shares: standing.shares.map(({ type, value, sharePrincipals }) =>
          type === 'ACCOUNT' ? { accountId: value } : { organizationNode: value, sharePrincipals },
        ),
      },
    ],
  };
}
