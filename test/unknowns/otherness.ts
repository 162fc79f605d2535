import {
  type Unknown,
  unknownErrors,
  unknownListings,
  unknowns,
} from '../../sandbox/service-catalog/unknowns.ts';
import type { Random } from '../../sandbox/simulator/random.ts';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';

/** One thing that AWS may do other than the simulator's default. */
export interface Otherness {
  /** E.g. `shareErrorsName NOBODY`. */
  readonly name: string;
  readonly scenario: Pick<ScenarioInput, 'undocumented' | 'durations' | 'organizationsAccess'>;
}

/** How far a list may lag: less than a look at it takes, and longer than any. */
const LAGS = [5, 120] as const;
const LISTS = [
  'shareListSeconds',
  'nodeListSeconds',
  'accessListSeconds',
  'acceptedListSeconds',
  'portfolioListSeconds',
  'principalListSeconds',
] as const;

/** Every value of every setting but its default, and every list that lags. */
export function everyOtherness(): Otherness[] {
  const settings = [...othersOf(unknowns), ...othersOf(unknownListings)].map(([name, value]) => ({
    name: `${name} ${value}`,
    scenario: {
      undocumented: { [name]: value } as ScenarioInput['undocumented'],
      ...(name === 'statusOfTrustedAccess' && { organizationsAccess: 'TRUSTED' as const }),
    },
  }));
  const errors = othersOf(unknownErrors).map(([name, value]) => ({
    name: `errors.${name} ${value}`,
    scenario: { undocumented: { errors: { [name]: value } } as ScenarioInput['undocumented'] },
  }));
  const trusted = {
    name: 'statusOfTrustedAccess DISABLED',
    scenario: { organizationsAccess: 'TRUSTED' as const },
  };
  const lags = LISTS.flatMap((name) =>
    LAGS.map((seconds) => ({ name: `${name} ${seconds}`, scenario: { durations: { [name]: seconds } } })),
  );
  return [...settings, trusted, ...errors, ...lags];
}

export function drawOthers(count: number, random: Random): Otherness[] {
  const all = everyOtherness();
  return Array.from({ length: count }, () => all[Math.floor(random() * all.length)] as Otherness);
}

/** Two at once, of different settings. */
export function drawPairs(count: number, random: Random): Otherness[] {
  const draw = () => drawOthers(1, random)[0] as Otherness;
  const settingOf = ({ name }: Otherness) => name.split(' ')[0];
  const pairs: Otherness[] = [];
  while (pairs.length < count) {
    const [one, other] = [draw(), draw()];
    if (settingOf(one) !== settingOf(other)) pairs.push(together(one, other));
  }
  return pairs;
}

function together(one: Otherness, other: Otherness): Otherness {
  const [first, second] = [one.scenario, other.scenario];
  return {
    name: `${one.name} and ${other.name}`,
    scenario: {
      ...first,
      ...second,
      undocumented: {
        ...first.undocumented,
        ...second.undocumented,
        errors: { ...first.undocumented?.errors, ...second.undocumented?.errors },
      },
      durations: { ...first.durations, ...second.durations },
    },
  };
}

function othersOf(table: Readonly<Record<string, Unknown>>): [name: string, value: unknown][] {
  return Object.entries(table).flatMap(
    ([
      name,
      {
        values: [, ...others],
      },
    ]) => others.map((value): [string, unknown] => [name, value]),
  );
}
