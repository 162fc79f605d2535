import { describe, expect, test } from 'vitest';
import { requestsFor } from '../../../core/vending/requests-for.ts';
import type { VendingRule } from '../../../core/vending/vending-section.ts';

const PARENT = 'ou-ab12-aaaaaaaa';
const CHILD = 'ou-ab12-cccccccc';
const told = { announcedBy: 'CreateManagedAccount' };

function rule(detail: Partial<VendingRule>): VendingRule {
  return {
    unit: PARENT,
    includeChildren: false,
    portfolios: ['port-1'],
    shareTagOptions: false,
    sharePrincipals: false,
    principals: [],
    ...detail,
  };
}

function ask(parentId: string, ancestors: string[], rules: VendingRule[], generation = 1) {
  return requestsFor(
    { accountId: '444455556666', parentId, generation, eventIds: [] },
    ancestors,
    rules,
    told,
  );
}

describe('a rule about a unit', () => {
  test('is for accounts in it, and asks about the account', () => {
    const [request, ...others] = ask(PARENT, [], [rule({ sharePrincipals: true })]);

    expect(others).toEqual([]);
    expect(request).toMatchObject({
      portfolioId: 'port-1',
      organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: PARENT },
      sharePrincipals: true,
      requestedBy: 'account vending (CreateManagedAccount)',
      verifyAccountId: '444455556666',
    });
  });

  test('is for accounts below it only where it says so, and shares with the unit itself', () => {
    expect(ask(CHILD, [PARENT], [rule({})])).toEqual([]);
    expect(ask(CHILD, [PARENT], [rule({ includeChildren: true })])[0]?.organizationNode.value).toBe(PARENT);
  });
});

describe('a rule about any unit', () => {
  test('shares with the unit that the account is in', () => {
    expect(ask(CHILD, [], [rule({ unit: 'any' })])[0]?.organizationNode.value).toBe(CHILD);
  });

  test('has nobody to share with while the account is in the root', () => {
    expect(ask('r-ab12', [], [rule({ unit: 'any' })])).toEqual([]);
  });

  test('shares with the organization where it says so, from the root on', () => {
    const organizationNode = { type: 'ORGANIZATION', value: 'o-a1b2c3d4e5' } as const;

    expect(ask('r-ab12', [], [rule({ unit: 'any', organizationNode })])[0]?.organizationNode).toEqual(
      organizationNode,
    );
  });
});

test('for each portfolio the first rule that fits decides', () => {
  const requests = ask(
    PARENT,
    [],
    [
      rule({ portfolios: ['port-1'], shareTagOptions: true }),
      rule({ unit: 'any', portfolios: ['port-1', 'port-2'] }),
    ],
  );

  expect(requests.map(({ portfolioId, shareTagOptions }) => [portfolioId, shareTagOptions])).toEqual([
    ['port-1', true],
    ['port-2', false],
  ]);
});

test('request ids are the same for one stay, others for another, and always short enough', () => {
  const long = rule({ portfolios: ['p'.repeat(100)], unit: 'any' });
  const idOf = (generation: number) => ask(PARENT, [], [long], generation)[0]?.requestId ?? '';

  expect(idOf(1)).toBe(idOf(1));
  expect(idOf(2)).not.toBe(idOf(1));
  expect(idOf(1)).toMatch(/^[\x21-\x7e]{1,128}$/);
});

test('a request is whole: it names its kind, its version and the ticket that waits for it', () => {
  const ticket = { system: 'jira', id: 'IT-4' };
  const placement = { accountId: '444455556666', parentId: PARENT, generation: 1, eventIds: [] };
  const [asked] = requestsFor(placement, [], [rule({})], { ...told, requestedBy: 'ana', ticket });
  const [plain] = requestsFor(placement, [], [rule({})], told);

  expect(asked).toMatchObject({ version: '1', action: 'SHARE', ticket, requestedBy: 'ana' });
  expect(plain).not.toHaveProperty('ticket');
});

test('an id tells portfolios, nodes and tickets apart', () => {
  const placement = { accountId: '444455556666', parentId: PARENT, generation: 1, eventIds: [] };
  const idOf = (portfolio: string, unit: string, ticket?: { system: string; id: string }) =>
    requestsFor({ ...placement, parentId: unit }, [], [rule({ unit, portfolios: [portfolio] })], {
      ...told,
      ...(ticket && { ticket }),
    })[0]?.requestId;
  const long = 'p'.repeat(70);

  const ids = [
    idOf('port-1', PARENT),
    idOf('port-1', CHILD),
    idOf(`${long}1`, PARENT),
    idOf(`${long}2`, PARENT),
    idOf('port-1', PARENT, { system: 'jira', id: 'IT-4' }),
    idOf('port-1', PARENT, { system: 'jira', id: 'IT-5' }),
    idOf('port-1', PARENT, { system: 'snow', id: 'IT-4' }),
  ];

  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^vend-444455556666-1-port-1-[0-9a-f]{12}$/);
  expect(ids[4]).toMatch(/^vend-444455556666-1-port-1-[0-9a-f]{12}-[0-9a-f]{12}$/);
});
