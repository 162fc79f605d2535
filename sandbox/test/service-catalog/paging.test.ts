import { describe, expect, test } from 'vitest';
import { call } from '../simulator/call.ts';
import { ORGANIZATION, PORTFOLIO, startScenario } from '../simulator/start-simulator.ts';

/** More of everything than fits on a page. */
const units = Array.from({ length: 5 }, (_, i) => `ou-ab12-unit000${i}`);
const externals = Array.from({ length: 5 }, (_, i) => String(900_000_000_000 + i));
const many = () =>
  startScenario({
    organization: {
      accounts: ['300000000001', '300000000002', '300000000003', '300000000004'],
      units: units.map((id, i) => ({ id, accounts: [String(400_000_000_000 + i)] })),
      delegatedAdministrators: ['300000000001', '300000000002', '300000000003'],
    },
    portfolios: [
      {
        id: PORTFOLIO,
        products: [{ id: 'prod-1' }],
        constraints: Array.from({ length: 5 }, () => ({ type: 'TEMPLATE', productId: 'prod-1' })),
        principals: Array.from({ length: 5 }, (_, i) => ({
          principalArn: `arn:aws:iam:::role/${i}`,
          principalType: 'IAM_PATTERN',
        })),
        shares: [
          ...units.map((organizationNode) => ({ organizationNode })),
          ...externals.map((accountId) => ({ accountId, accepted: true })),
          { organizationNode: ORGANIZATION },
          ...['300000000002', '300000000003'].map((organizationNode) => ({ organizationNode })),
        ],
      },
      ...Array.from({ length: 4 }, (_, i) => ({
        id: `port-${i}`,
        shares: [{ accountId: '900000000000', accepted: true }],
      })),
    ],
  });

const SHARES = { PortfolioId: PORTFOLIO };
/** Operation, input, list in the answer, how many in all, and who asks where it is not the management account. */
const lists: [string, object, string, number, string?][] = [
  ['ListPortfolios', {}, 'PortfolioDetails', 5],
  ['DescribePortfolioShares', { ...SHARES, Type: 'ORGANIZATIONAL_UNIT' }, 'PortfolioShareDetails', 5],
  ['DescribePortfolioShares', { ...SHARES, Type: 'ACCOUNT' }, 'PortfolioShareDetails', 5],
  ['DescribePortfolioShares', { ...SHARES, Type: 'ORGANIZATION_MEMBER_ACCOUNT' }, 'PortfolioShareDetails', 2],
  ['DescribePortfolioShares', { ...SHARES, Type: 'ORGANIZATION' }, 'PortfolioShareDetails', 1],
  ['ListPortfolioAccess', SHARES, 'AccountIds', 14],
  ['ListPortfolioAccess', { ...SHARES, OrganizationParentId: ORGANIZATION }, 'AccountIds', 9],
  [
    'ListOrganizationPortfolioAccess',
    { ...SHARES, OrganizationNodeType: 'ORGANIZATIONAL_UNIT' },
    'OrganizationNodes',
    5,
  ],
  ['ListPrincipalsForPortfolio', SHARES, 'Principals', 5],
  ['ListConstraintsForPortfolio', SHARES, 'ConstraintDetails', 5],
  ['ListAcceptedPortfolioShares', {}, 'PortfolioDetails', 5, '900000000000'],
  [
    'ListAcceptedPortfolioShares',
    { PortfolioShareType: 'AWS_ORGANIZATIONS' },
    'PortfolioDetails',
    1,
    '400000000000',
  ],
  ['ListAccounts', {}, 'Accounts', 10],
  ['ListAccountsForParent', { ParentId: 'r-ab12' }, 'Accounts', 5],
  ['ListOrganizationalUnitsForParent', { ParentId: 'r-ab12' }, 'OrganizationalUnits', 5],
  ['ListChildren', { ParentId: 'r-ab12', ChildType: 'ORGANIZATIONAL_UNIT' }, 'Children', 5],
  ['ListDelegatedAdministrators', {}, 'DelegatedAdministrators', 3],
  ['ListRoots', {}, 'Roots', 1],
  ['ListParents', { ChildId: '300000000001' }, 'Parents', 1],
];
const isOfOrganizations = (operation: string) => lists.findIndex(([name]) => name === operation) >= 12;
const sizeOf = (operation: string, size: number) =>
  isOfOrganizations(operation) ? { MaxResults: size } : { PageSize: size };
const tokenOf = (operation: string, token: unknown) =>
  isOfOrganizations(operation) ? { NextToken: token } : { PageToken: token };

describe.each(lists)('%s %j', (operation, input, member, total, accountId) => {
  const page = async (simulator: ReturnType<typeof many>['simulator'], more: object) => {
    const { json } = await call(simulator, operation, { ...input, ...more }, accountId);
    const items = json[member];
    return {
      items: Array.isArray(items) ? items : [],
      token: json.NextPageToken ?? json.NextToken,
      error: json.__type,
    };
  };

  test.each([1, 2, 20])('pages of %i hold everything once, in one order', async (size) => {
    const { simulator } = many();
    const whole = await page(simulator, {});

    const pages: unknown[][] = [];
    let token: unknown;
    do {
      const next = await page(simulator, {
        ...sizeOf(operation, size),
        ...(token === undefined ? {} : tokenOf(operation, token)),
      });
      expect(next.error).toBeUndefined();
      pages.push(next.items);
      token = next.token;
    } while (token !== undefined);

    expect(pages.flat()).toEqual(whole.items);
    expect(pages.flat()).toHaveLength(total);
    expect(pages.slice(0, -1).every((items) => items.length === size)).toBe(true);
  });

  test('a token that this list did not give is refused', async () => {
    const { simulator } = many();

    const refused = isOfOrganizations(operation) ? 'InvalidInputException' : 'InvalidParametersException';
    for (const token of ['nonsense', Buffer.from('ListOther\nport-1').toString('base64url')]) {
      expect((await page(simulator, tokenOf(operation, token))).error).toBe(refused);
    }
  });
});

test('page size 0 is the default, which the scenario sets', async () => {
  const { simulator } = startScenario({
    undocumented: { defaultPageSize: 2 },
    portfolios: ['port-1', 'port-2', 'port-3'].map((id) => ({ id })),
  });

  for (const input of [{}, { PageSize: 0 }]) {
    const { json } = await call(simulator, 'ListPortfolios', input);
    expect(json.PortfolioDetails).toHaveLength(2);
  }
});

test('what goes between two pages makes the others neither repeat nor vanish', async () => {
  const { simulator } = many();
  const list = async (input: object) => {
    const { json } = await call(simulator, 'ListAccountsForParent', { ParentId: 'r-ab12', ...input });
    return { ids: (json.Accounts as { Id: string }[]).map(({ Id }) => Id), NextToken: json.NextToken };
  };
  const { ids: all } = await list({});
  const first = await list({ MaxResults: 2 });
  simulator.controls.moveAccount(first.ids[1] ?? '', units[0] ?? '');

  const second = await list({ NextToken: first.NextToken });

  expect([...first.ids, ...second.ids]).toEqual(all);
});

test('lists come in no useful order, which the seed decides', async () => {
  const ids = async (seed: number) => {
    const organization = { generate: { accounts: 15 } };
    const { simulator } = startScenario({ seed, organization });
    const { json } = await call(simulator, 'ListAccounts', {});
    return (json.Accounts as { Id: string }[]).map(({ Id }) => Id);
  };
  const [one, again, other] = [await ids(1), await ids(1), await ids(2)];

  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
  expect([...one].sort()).toEqual([...other].sort());
  expect(one).not.toEqual([...one].sort());
});
