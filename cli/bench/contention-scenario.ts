import { newRandom } from '../../sandbox/simulator/random.ts';
import { parseScenario, type Scenario } from '../../sandbox/simulator/scenario.ts';

export interface ContentionFlags {
  /** All at once, each for a unit of its own. */
  readonly requests: number;
  /** Mean duration of a share; drawn evenly from half to one and a half of it. */
  readonly seconds: number;
  readonly seed: number;
  readonly json: boolean;
  /** Where the service is packaged already; it is packaged anew by default. */
  readonly packageDirectory: string | undefined;
}

export interface ContentionScenario {
  readonly scenario: Scenario;
  readonly portfolioId: string;
  readonly unitIds: readonly string[];
}

/** A unit with one account for each request, and for each its own duration, the same ones for the same seed. */
export function contentionScenario({ requests, seconds, seed }: ContentionFlags): ContentionScenario {
  const random = newRandom(seed, 'durations');
  const unitIds = Array.from({ length: requests }, (_, at) => `ou-ab12-${String(at).padStart(8, '0')}`);
  const durations = unitIds.map((id) => [id, Math.round(seconds * (0.5 + random()) * 10) / 10] as const);
  const portfolioId = 'port-a1b2c3d4e5f6g';
  const scenario = parseScenario({
    seed,
    organization: {
      id: 'o-a1b2c3d4e5',
      rootId: 'r-ab12',
      managementAccountId: '111122223333',
      accounts: [{ id: '111122223333', name: 'Management' }],
      units: unitIds.map((id, at) => ({
        id,
        name: `Unit ${at}`,
        accounts: [{ id: String(200_000_000_000 + at) }],
      })),
    },
    portfolios: [{ id: portfolioId, displayName: 'Contended', products: [{ id: 'prod-a1b2c3d4e5f6g' }] }],
    durations: { shareSeconds: seconds, accountSeconds: 1, nodes: Object.fromEntries(durations) },
  });
  return { scenario, portfolioId, unitIds };
}
