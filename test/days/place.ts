import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';

export const ORGANIZATION = 'o-a1b2c3d4e5';
export const ROOT = 'r-ab12';
export const OWNER = '111122223333';
export const UNITS = Array.from({ length: 8 }, (_, at) => `ou-ab12-day${String(at).padStart(5, '0')}`);
export const PORTFOLIOS = Array.from({ length: 6 }, (_, at) => `port-day${at}`);
/** AWS never gives this one anything: somebody has to look after it. */
export const BROKEN_ACCOUNT = accountOf(3, 1);
const ACCOUNTS_OF_A_UNIT = 4;

export function accountOf(unit: number, nth: number): string {
  return String(200_000_000_000 + unit * 1_000 + nth);
}

/** Two units below the first, five beside it, four accounts in each. */
export const scenario: ScenarioInput = {
  organization: {
    id: ORGANIZATION,
    rootId: ROOT,
    managementAccountId: OWNER,
    accounts: [OWNER],
    units: [
      { ...unit(0), units: [unit(1), unit(2)] },
      ...Array.from({ length: UNITS.length - 3 }, (_, at) => unit(at + 3)),
    ],
  },
  portfolios: PORTFOLIOS.map((id) => ({ id, products: [{ id: id.replace('port', 'prod') }] })),
  durations: {
    shareSeconds: 40,
    accountSeconds: 2,
    syncSeconds: 20,
    principalListSeconds: 2,
    shareListSeconds: 2,
  },
  accountFailures: [
    { accounts: [BROKEN_ACCOUNT], error: 'InternalFailure', on: ['CREATE', 'UPDATE'] },
    { probability: 0.03, attempts: 1, error: 'ThrottlingException' },
  ],
};

function unit(at: number) {
  const accounts = Array.from({ length: ACCOUNTS_OF_A_UNIT }, (_, nth) => accountOf(at, nth));
  return { id: UNITS[at] as string, name: `Unit ${at}`, accounts };
}
