import { expect, test } from 'vitest';
import type { ShareEntry } from '../../../core/ledger/wanted-share.ts';
import type { Difference } from '../../../core/reconciliation/drift.ts';
import {
  driftIdOf,
  driftKeyOf,
  driftMarkOf,
  factsOf,
  portfolioOfDrift,
  repairIdOf,
} from '../../../core/reconciliation/drift-id.ts';
import type { Reality } from '../../../core/reconciliation/reality.ts';

const principal = { principalArn: 'arn:aws:iam:::role/a', principalType: 'IAM_PATTERN' } as const;
const recipient = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;
const difference: Difference = {
  kind: 'SHARE_MISSING',
  portfolioId: 'port-a',
  recipient,
  generation: 12,
  expected: { shared: true, shareTagOptions: false, sharePrincipals: false },
  actual: { shared: false },
  findings: [],
};

test('a record has a key of its own by kind, portfolio and what it is about', () => {
  const { recipient: _, ...ofPortfolio } = difference;
  const keys = [
    difference,
    { ...difference, kind: 'FLAGS_DIFFER' as const },
    { ...difference, portfolioId: 'port-b' },
    { ...difference, recipient: { ...recipient, value: 'ou-ab12-zzzz3456' } },
    { ...difference, recipient: { ...recipient, type: 'ORGANIZATION' as const } },
    { ...difference, principal },
    { ...difference, principal: { ...principal, principalArn: 'arn:aws:iam:::role/b' } },
    { ...ofPortfolio, accountId: '111122223333' },
    { ...ofPortfolio, accountId: '444455556666' },
    ofPortfolio,
    { ...ofPortfolio, portfolioId: 'port-b' },
  ].map(driftKeyOf);

  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{20}$/);
  expect(driftKeyOf({ ...difference, generation: 13, actual: { shared: false } })).toBe(keys[0]);
});

test('an id names its portfolio; what is no id names none', () => {
  const id = driftIdOf(difference, 1);

  expect(portfolioOfDrift(id)).toBe('port-a');
  for (const wrong of [`x${id}`, `${id}x`, 'drift-port-a', ''])
    expect(portfolioOfDrift(wrong)).toBeUndefined();
  expect(driftMarkOf(id)).toMatch(/^[0-9a-f]{12}-12$/);
});

test('a repair has one id for its drifts in whatever order, and another with other facts', () => {
  const ids = ['drift-port-a-b-g12', 'drift-port-a-a-g12'];
  const id = repairIdOf(ids, 12);

  expect(id).toMatch(/^repair-[0-9a-f]{20}-g12$/);
  expect(repairIdOf([...ids].reverse(), 12)).toBe(id);
  expect(repairIdOf(ids, 12, 'facts')).not.toBe(id);
  expect(repairIdOf(ids, 12, 'other facts')).not.toBe(repairIdOf(ids, 12, 'facts'));
  expect(repairIdOf(ids.slice(1), 12)).not.toBe(id);
});

test('a repair of access alone has the same id in each generation', () => {
  const of = (generation: number) =>
    repairIdOf([`drift-port-g7-a-g${generation}`], generation, undefined, true);

  expect(of(9)).toMatch(/^repair-[0-9a-f]{20}-access$/);
  expect(of(12)).toBe(of(9));
  expect(repairIdOf(['drift-port-a-g12'], 12, undefined, true)).not.toBe(of(12));
});

test('the facts of a repair are its principals, shares, power, management nodes and settings, in any order', () => {
  const share = (value: string) => ({
    recipient: { ...recipient, value },
    shareTagOptions: false,
    sharePrincipals: true,
  });
  const power = { readable: true, launchConstraints: ['cons-1', 'cons-2'], stackSetConstraints: [] } as const;
  const [a, b] = [principal, { ...principal, principalArn: 'arn:aws:iam:::role/b' }];
  const reality: Reality = {
    shares: { ORGANIZATIONAL_UNIT: [share('ou-1'), share('ou-2')], ACCOUNT: [] },
    principals: [a, b],
    power,
  };
  const wanted = { sharePrincipals: true, principals: [a, b] };
  const yes = (exposed: string) => ({ exposed, severity: 'HIGH', constraints: ['cons-2', 'cons-1'] });
  const entry = { recipient, generation: 1, wanted, approved: [yes('a'), yes('b')] };
  const facts = (
    change: object,
    nodes: string[] | null = ['ou-1', 'r-1'],
    settings: object = { a: 1 },
    entries: object[] = [entry],
  ) => factsOf({ ...reality, ...change }, entries as unknown as ShareEntry[], nodes, settings);
  const asked = (changed: object) => facts({}, undefined, undefined, [{ ...entry, ...changed }]);
  const same = facts({});

  expect(facts({ principals: [b, a] })).toBe(same);
  expect(facts({ shares: { ORGANIZATIONAL_UNIT: [share('ou-2'), share('ou-1')] } })).toBe(same);
  expect(facts({ power: { ...power, launchConstraints: ['cons-2', 'cons-1'] } })).toBe(same);
  expect(facts({}, ['r-1', 'ou-1'])).toBe(same);
  expect(asked({ generation: 2, wanted: { principals: [b, a], sharePrincipals: true } })).toBe(same);
  const sorted = { constraints: ['cons-1', 'cons-2'], severity: 'HIGH' };
  expect(asked({ approved: ['b', 'a'].map((exposed) => ({ ...sorted, exposed })) })).toBe(same);
  expect(facts({}, undefined, undefined, [entry, { recipient: { ...recipient, value: 'ou-9' } }])).toBe(same);
  const others = [
    facts({ principals: [a] }),
    facts({ principals: undefined }),
    facts({ shares: { ORGANIZATIONAL_UNIT: [share('ou-1')] } }),
    facts({ shares: { ORGANIZATIONAL_UNIT: [share('ou-1'), { ...share('ou-2'), shareTagOptions: true }] } }),
    facts({
      shares: {
        ORGANIZATIONAL_UNIT: [share('ou-1')],
        ACCOUNT: [{ ...share('ou-2'), recipient: { type: 'ACCOUNT', value: 'ou-2' } }],
      },
    }),
    facts({ power: undefined }),
    facts({ power: { ...power, launchConstraints: ['cons-1'] } }),
    facts({}, null),
    facts({}, []),
    facts({}, ['ou-1', 'r-1'], { a: 2 }),
    asked({ wanted: undefined }),
    asked({ wanted: { ...wanted, sharePrincipals: false } }),
    asked({ wanted: { ...wanted, principals: [a] } }),
    asked({ approved: [yes('a')] }),
    asked({ recipient: { ...recipient, value: 'ou-9' } }),
  ];
  expect(new Set([same, ...others]).size).toBe(others.length + 1);
});
