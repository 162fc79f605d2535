import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../simulator/create-simulator.ts';
import { defaultScenario } from '../../simulator/default-scenario.ts';
import { parseScenario, type ScenarioInput } from '../../simulator/scenario.ts';
import { manualClock } from './manual-clock.ts';

const create = (input: ScenarioInput) => {
  const { organization, portfolios } = defaultScenario;
  const { faults, accountFailures, shareFaults } = parseScenario(input);
  const scenario = { ...defaultScenario, organization, portfolios, faults, accountFailures, shareFaults };
  return createSimulator({ clock: manualClock(), scenario });
};
const error = 'ThrottlingException';

describe('a fault that can never apply is refused, with why', () => {
  test.each([
    [{ faults: [{ operation: '*', error, probability: 0 }] }, 'faults[0]: probability is 0'],
    [{ faults: [{ operation: '*', error, call: [] }] }, 'faults[0]: call lists none'],
    [{ faults: [{ operation: '*', error, call: [3, 5], every: 2 }] }, 'no call of [3, 5] is one of every 2'],
    [{ faults: [{ operation: '*', delaySeconds: 1, message: 'Slow' }] }, 'belong to an error'],
    [
      { faults: [{ operation: 'DescribePortfolioShareStatus', error, portfolioId: 'port-a1b2c3d4e5f6g' }] },
      'DescribePortfolioShareStatus names no portfolio',
    ],
    [{ faults: [{ operation: '*', error, portfolioId: 'port-typo' }] }, 'no portfolio port-typo'],
    [
      {
        faults: [
          { operation: '*', error },
          { operation: 'ListRoots', delaySeconds: 1 },
        ],
      },
      'faults[1]: faults[0] always comes before it',
    ],
    [{ accountFailures: [{ error, probability: 0 }] }, 'accountFailures[0]: probability is 0'],
    [{ accountFailures: [{ error, on: [] }] }, 'on lists nothing'],
    [{ accountFailures: [{ error, accounts: [] }] }, 'accounts lists none'],
    [{ accountFailures: [{ error, accounts: ['999999999999'] }] }, 'has no account 999999999999'],
    [{ accountFailures: [{ error, under: 'ou-ab12-unknown1' }] }, 'has no unit ou-ab12-unknown1'],
    [{ accountFailures: [{ error }, { error, attempts: 1 }] }, 'accountFailures[0] always comes before it'],
    [{ shareFaults: [{ ends: 'NEVER', on: [] }] }, 'shareFaults[0]: on lists nothing'],
    [{ shareFaults: [{ ends: 'NEVER', organizationNode: '999999999999' }] }, 'has no node 999999999999'],
    [{ shareFaults: [{ ends: 'NEVER', portfolioId: 'port-typo' }] }, 'no portfolio port-typo'],
    [{ shareFaults: [{ ends: 'NEVER' }, { ends: 'ERROR' }] }, 'shareFaults[0] always comes before it'],
  ] as [ScenarioInput, string][])('%j', (input, sentence) => {
    expect(() => create(input)).toThrow(
      expect.objectContaining({ name: 'Refusal', message: expect.stringContaining(sentence) }),
    );
  });
});

test('faults that can apply are taken, one after the other too', () => {
  const fault = { operation: 'CreatePortfolioShare', portfolioId: 'port-a1b2c3d4e5f6g', error };

  create({
    faults: [
      { ...fault, call: 1 },
      { ...fault, every: 2, call: [2, 3] },
      { ...fault, times: 1 },
      { operation: '*', error },
    ],
    accountFailures: [{ error, attempts: 1 }, { error, under: 'ou-ab12-cdef3456' }, { error }],
    shareFaults: [
      { ends: 'NEVER', times: 1 },
      { ends: 'NEVER', organizationNode: '333344445555' },
    ],
  });
});
