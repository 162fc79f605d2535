import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../simulator/create-simulator.ts';
import { parseScenario } from '../../simulator/scenario.ts';
import { manualClock } from './manual-clock.ts';

const create = (input: object) => createSimulator({ clock: manualClock(), scenario: parseScenario(input) });

test('an empty scenario is one: a management account, nothing to share, all defaults', () => {
  const { controls, scenario } = create({});

  expect([...controls.organization.accountIds]).toEqual(['111122223333']);
  expect(controls.portfolios()).toEqual([]);
  expect(scenario).toMatchObject({
    region: 'us-east-1',
    organizationsAccess: 'ENABLED',
    durations: { shareSeconds: 60, updateSeconds: 60, deleteSeconds: 60, accountSeconds: 5 },
    quotas: { sharedAccountsPerPortfolio: 5000, principalsPerPortfolio: 100, iamPatternsPerPortfolio: 10 },
    undocumented: { oneShareActionPer: 'ACCOUNT_AND_REGION' },
  });
});

const unit = (id: string, units: object[] = []) => ({ id, units });
const six = ['6', '5', '4', '3', '2', '1'].reduce<object[]>(
  (units, n) => [unit(`ou-ab12-level00${n}`, units)],
  [],
);
describe('a wrong scenario is refused in words that name the place, the value and what was expected', () => {
  test.each([
    ['no mapping', 'text', 'The scenario is no mapping: expected keys such as organization and portfolios.'],
    ['an unknown key', { portfolio: [] }, 'portfolio is "[]": expected no such key'],
    ['an unknown key inside', { durations: { share: 5 } }, 'durations.share is "5": expected no such key'],
    [
      'a number of an account',
      { organization: { managementAccountId: 111122223333 } },
      'organization.managementAccountId is "111122223333": expected a text',
    ],
    [
      'a short account',
      { organization: { units: [{ id: 'ou-ab12-cdef3456', accounts: ['1234'] }] } },
      'organization.units[0].accounts[0] is "1234": expected 12 digits in quotes',
    ],
    [
      'a wrong unit id',
      { organization: { units: [{ id: 'workloads' }] } },
      'organization.units[0].id is "workloads": expected an id such as ou-ab12-cdef3456',
    ],
    [
      'a wrong choice',
      { undocumented: { oneShareActionPer: 'REGION' } },
      'undocumented.oneShareActionPer is "REGION": expected ACCOUNT_AND_REGION or NOTHING or PORTFOLIO or ACCOUNT or ORGANIZATION',
    ],
    [
      'a negative duration',
      { durations: { shareSeconds: -1 } },
      'durations.shareSeconds is "-1": expected a number of seconds, 0 or more',
    ],
    [
      'a share with nobody',
      { portfolios: [{ id: 'port-1', shares: [{}] }] },
      'portfolios[0].shares[0] is "{}": expected either organizationNode or accountId',
    ],
    [
      'a portfolio without an id',
      { portfolios: [{}] },
      'portfolios[0].id is missing: expected this key, which is required',
    ],
    [
      'a fault without an answer',
      { faults: [{ operation: 'ListPortfolios' }] },
      'expected exactly one of error, delaySeconds, delayAnswerSeconds, dropConnection, malformedAnswer',
    ],
    [
      'a fault of an unknown operation',
      { faults: [{ operation: 'ListBuckets', error: 'ThrottlingException' }] },
      'faults[0].operation is "ListBuckets": expected an operation, or * for all: CreatePortfolio,',
    ],
    [
      'a probability above 1',
      { faults: [{ operation: '*', probability: 2, delaySeconds: 1 }] },
      'faults[0].probability is "2": expected 0 to 1',
    ],
    [
      'two units of one id',
      { organization: { units: [unit('ou-ab12-cdef3456'), unit('ou-ab12-cdef3456')] } },
      'The scenario has two units ou-ab12-cdef3456: expected every id once.',
    ],
    [
      'an account twice',
      { organization: { accounts: ['333344445555', '333344445555'] } },
      'The scenario has account 333344445555 twice: expected every id once.',
    ],
    [
      'a portfolio twice',
      { portfolios: [{ id: 'port-1' }, { id: 'port-1' }] },
      'The scenario has portfolio port-1 twice: expected every id once.',
    ],
    [
      'a sixth level',
      { organization: { units: six } },
      'The units below ou-ab12-level005 lie 6 levels deep: expected 5 at most.',
    ],
    [
      'six generated levels',
      { organization: { generate: { units: 1, levels: 6 } } },
      'organization.generate.levels is "6": expected 1 to 5',
    ],
    [
      'levels generated too deep',
      { organization: { units: [{ id: 'ou-ab12-cdef3456', generate: { units: 100, levels: 5 } }] } },
      'The units below ou-ab12-cdef3456 lie 6 levels deep: expected 5 at most.',
    ],
    [
      'a share to an unknown unit',
      { portfolios: [{ id: 'port-1', shares: [{ organizationNode: 'ou-ab12-unknown1' }] }] },
      "Portfolio port-1 is shared with ou-ab12-unknown1: expected a node of the scenario's organization.",
    ],
    [
      'a constraint on an unknown product',
      {
        portfolios: [{ id: 'port-1', constraints: [{ id: 'cons-1', type: 'LAUNCH', productId: 'prod-1' }] }],
      },
      'Constraint cons-1 of portfolio port-1 is on product prod-1: expected a product of that portfolio.',
    ],
    [
      'delegation to a stranger',
      { organization: { delegatedAdministrators: ['999988887777'] } },
      'The scenario delegates to 999988887777: expected a member account of its organization.',
    ],
  ] as [string, object, string][])('%s', (_name, input, sentence) => {
    expect(() => create(input)).toThrow(
      expect.objectContaining({ name: 'Refusal', message: expect.stringContaining(sentence) }),
    );
  });

  test('all that is wrong is told at once', () => {
    expect(() => parseScenario({ seed: 'x', regions: [], durations: { shareSeconds: 'x' } })).toThrow(
      /seed is .*\n.*durations\.shareSeconds is .*\n.*regions is /s,
    );
  });
});

describe('an organization may be counted instead of spelled out', () => {
  test.each([
    [2000, 15_000, 5],
    [3, 10, 1],
    [7, 0, 3],
    [0, 12, 1],
  ])('%i units, %i accounts, %i levels', (units, accounts, levels) => {
    const { organization } = create({ organization: { generate: { units, accounts, levels } } }).controls;

    const depths = [...organization.accountIds].map((id) => [...organization.ancestorIds(id)].length - 1);
    expect(organization.unitCount).toBe(units);
    expect(organization.accountIds.size).toBe(accounts + 1);
    expect([...organization.accountsBelow(organization.rootId)]).toHaveLength(accounts + 1);
    expect(Math.max(...depths)).toBe(accounts && units ? levels : 0);
  });

  test('beside what is spelled out, whose ids it leaves alone', () => {
    const { organization } = create({
      organization: {
        accounts: ['200000000001'],
        units: [{ id: 'ou-ab12-g0000001', generate: { accounts: 2, units: 1 } }],
      },
    }).controls;

    expect([...organization.accountIds].sort()).toEqual([
      '111122223333',
      '200000000001',
      '200000000002',
      '200000000003',
    ]);
    expect([...organization.accountsBelow('ou-ab12-g0000001')].sort()).toEqual([
      '200000000002',
      '200000000003',
    ]);
  });
});

describe('a list is no mapping', () => {
  test.each([
    ['faults', { faults: [[]] }, 'faults[0] is "[]": expected a mapping'],
    ['account failures', { accountFailures: [[]] }, 'accountFailures[0] is "[]": expected a mapping'],
    ['share faults', { shareFaults: [[]] }, 'shareFaults[0] is "[]": expected a mapping'],
    ['no fault', { faults: [null] }, 'faults[0] is "null": expected a mapping'],
    ['the organization', { organization: [] }, 'organization is "[]": expected a mapping'],
    ['slow accounts', { durations: { accounts: [] } }, 'durations.accounts is "[]": expected a mapping'],
    ['a share', { portfolios: [{ id: 'port-1', shares: [[]] }] }, 'portfolios[0].shares[0] is "[]"'],
    ['what is not known', { undocumented: [] }, 'undocumented is "[]": expected a mapping'],
  ])('%s', (_name, input, sentence) => {
    expect(() => parseScenario(input)).toThrow(
      expect.objectContaining({ name: 'Refusal', message: expect.stringContaining(sentence) }),
    );
  });
});
