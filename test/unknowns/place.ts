import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';

export const ORGANIZATION = 'o-a1b2c3d4e5';
export const OWNER = '111122223333';
export const STRANGER = '999988887777';
const ACCOUNTS_OF_A_UNIT = 3;

/** What one scene acts on: a portfolio and units of its own, so that no scene meets another's shares. */
export interface Place {
  readonly portfolioId: string;
  readonly unitIds: readonly string[];
  /** Those of the first unit. */
  readonly accountIds: readonly string[];
}

export interface Grounds {
  readonly name: string;
  readonly units?: number;
  readonly faults?: (place: Place) => Pick<ScenarioInput, 'accountFailures' | 'shareFaults'>;
}

export function placeOf(nth: number, { units = 1 }: Grounds): Place {
  return {
    portfolioId: `port-scene${nth}`,
    unitIds: Array.from({ length: units }, (_, at) => `ou-ab12-scene${nth}x${at}`),
    accountIds: accountsOf(nth, 0),
  };
}

/** An organization that holds the places of all scenes, and what goes wrong in each. */
export function scenarioOf(scenes: readonly Grounds[], otherness: ScenarioInput): ScenarioInput {
  const places = scenes.map((scene, nth) => ({ scene, nth, place: placeOf(nth, scene) }));
  const faults = places.map(({ scene, place }) => scene.faults?.(place) ?? {});
  return {
    ...otherness,
    organization: {
      id: ORGANIZATION,
      rootId: 'r-ab12',
      managementAccountId: OWNER,
      units: places.flatMap(({ nth, place }) =>
        place.unitIds.map((id, at) => ({ id, name: id, accounts: accountsOf(nth, at) })),
      ),
    },
    portfolios: places.map(({ place: { portfolioId } }) => ({
      id: portfolioId,
      products: [{ id: portfolioId.replace('port', 'prod') }],
    })),
    accountFailures: faults.flatMap(({ accountFailures = [] }) => accountFailures),
    shareFaults: faults.flatMap(({ shareFaults = [] }) => shareFaults),
    durations: { shareSeconds: 20, accountSeconds: 2, ...otherness.durations },
  };
}

function accountsOf(scene: number, unit: number): string[] {
  return Array.from({ length: ACCOUNTS_OF_A_UNIT }, (_, nth) =>
    String(200_000_000_000 + scene * 10_000 + unit * 100 + nth),
  );
}
