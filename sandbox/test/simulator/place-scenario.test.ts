import { expect, test } from 'vitest';
import { placeScenario } from '../../simulator/place-scenario.ts';
import { parseScenario } from '../../simulator/scenario.ts';

const scenario = parseScenario({
  organization: { accounts: [{ id: '222233334444' }] },
  portfolios: [{ id: 'port-1' }, { id: 'port-2', accountId: '111122223333' }],
});

test('a member account administers Service Catalog, and portfolios without an owner are its own', () => {
  const placed = placeScenario(scenario, { accountId: '222233334444', region: 'cn-north-1' });

  expect(placed.region).toBe('cn-north-1');
  expect(placed.organization.delegatedAdministrators).toEqual(['222233334444']);
  expect(placed.portfolios.map(({ accountId }) => accountId)).toEqual(['222233334444', '111122223333']);
});

test('the management account needs no delegation', () => {
  expect(placeScenario(scenario, { accountId: '111122223333' })).toEqual(scenario);
});

test('a Region that is none is refused', () => {
  expect(() => placeScenario(scenario, { region: 'Frankfurt' })).toThrow(
    'The Region is Frankfurt: expected one such as us-east-1.',
  );
});
