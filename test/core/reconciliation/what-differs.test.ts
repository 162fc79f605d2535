import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../core/config/config.ts';
import { knownOf } from '../../../core/reconciliation/as-known.ts';
import { compareAccess } from '../../../core/reconciliation/compare-access.ts';
import { compareLooks } from '../../../core/reconciliation/compare-looks.ts';
import { comparePrincipals } from '../../../core/reconciliation/compare-principals.ts';
import { compareRisk } from '../../../core/reconciliation/compare-risk.ts';
import { compareShares } from '../../../core/reconciliation/compare-shares.ts';
import { exposesPatterns, type Reality } from '../../../core/reconciliation/reality.ts';
import { riskSharesOf } from '../../../core/reconciliation/risk-policy.ts';
import { UnderWay } from '../../../core/reconciliation/under-way.ts';
import type { Recipient } from '../../../core/share/recipient.ts';
import { entryOf, PORTFOLIO } from './tampered-world.ts';

const parsed = parseConfig({});
if (!parsed.ok) throw new Error('The default configuration does not parse');
const risk = { policy: parsed.config.principals, managementNodes: new Set<string>() };
const unit = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;
const other = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-zzzz3456' } as const;
const flags = { shareTagOptions: false, sharePrincipals: true };
const pattern = (name: string) =>
  ({ principalArn: `arn:aws:iam:::role/${name}`, principalType: 'IAM_PATTERN' }) as const;
const [deploy, wild] = [pattern('platform/Deploy'), pattern('*')];
const power = { readable: true, launchConstraints: [], stackSetConstraints: [] } as const;
const shares = { ORGANIZATIONAL_UNIT: [{ recipient: unit, ...flags }] };
const none = new UnderWay([]);
const wantedOf = (entries: readonly ReturnType<typeof entryOf>[], underWay = none) => ({
  portfolioId: PORTFOLIO,
  entries,
  adoptedPrincipals: [],
  underWay,
});
const requestFor = (recipient: Recipient, principals = [deploy], outcome?: object) =>
  ({ request: { recipient, principals }, ...(outcome && { outcome }) }) as unknown as ConstructorParameters<
    typeof UnderWay
  >[0][number];

describe('accounts of a wanted share that lack access', () => {
  const look = { lacking: 1, lackingAccounts: ['111122223333'], isNodeGone: false };
  const looked = (change: object, recipient: Recipient = unit) =>
    ({ shares, looks: [{ recipient, look: { ...look, ...change } }] }) as unknown as Reality;
  const wanted = wantedOf([entryOf(other, 1, flags), entryOf(unit, 3, flags)]);

  test('are told, by the share and by who asked for it', () => {
    expect(compareLooks(wanted, looked({}))).toEqual([
      {
        kind: 'ACCESS_MISSING',
        portfolioId: PORTFOLIO,
        recipient: unit,
        generation: 3,
        askedBy: 'vend-1',
        expected: { access: true },
        actual: { access: false, accounts: ['111122223333'] },
        findings: [],
      },
    ]);
  });

  test('are none where all have it; where the unit is gone, nobody does', () => {
    expect(compareLooks(wanted, looked({ lacking: 0 }))).toEqual([]);
    expect(compareLooks(wanted, looked({ lacking: 0, isNodeGone: true }))).toHaveLength(1);
    expect(compareLooks(wanted, { shares })).toEqual([]);
  });

  test('are left to a request that is under way, and to nobody where the share is not wanted', () => {
    const busy = wantedOf([entryOf(unit, 3, flags)], new UnderWay([requestFor(unit)]));
    const { wanted: _, ...unwanted } = entryOf(unit, 3, flags);

    expect(compareLooks(busy, looked({}))).toEqual([]);
    expect(compareLooks(wantedOf([unwanted]), looked({}))).toEqual([]);
    expect(compareLooks(wantedOf([]), looked({}))).toEqual([]);
  });
});

describe('principals', () => {
  const entries = [entryOf(other, 1, flags), entryOf(unit, 3, flags, [deploy])];

  test('that are missing are told once, with the share that needs them', () => {
    const again = entryOf({ ...unit, value: 'ou-ab12-yyyy3456' }, 1, flags, [deploy]);

    expect(comparePrincipals(wantedOf([...entries, again]), { shares, principals: [] }, risk)).toEqual([
      {
        kind: 'PRINCIPAL_MISSING',
        portfolioId: PORTFOLIO,
        recipient: unit,
        principal: deploy,
        generation: 3,
        askedBy: 'vend-1',
        expected: { associated: true },
        actual: { associated: false },
        findings: [],
      },
    ]);
  });

  test('that nobody asked for are told with what they alone expose', () => {
    const [difference, ...more] = comparePrincipals(
      wantedOf(entries),
      { shares, principals: [deploy, wild], power },
      risk,
    );

    expect(more).toEqual([]);
    expect(difference).toEqual({
      kind: 'PRINCIPAL_NOT_ASKED_FOR',
      portfolioId: PORTFOLIO,
      principal: wild,
      generation: 0,
      expected: { associated: false },
      actual: { associated: true },
      findings: expect.arrayContaining([expect.objectContaining({ principalArn: wild.principalArn })]),
    });
    expect(difference?.findings.every(({ principalArn }) => principalArn === wild.principalArn)).toBe(true);
  });

  test('expose nothing where no share is there', () => {
    const [difference] = comparePrincipals(wantedOf([]), { shares: {}, principals: [wild], power }, risk);

    expect(difference).toMatchObject({ kind: 'PRINCIPAL_NOT_ASKED_FOR', findings: [] });
  });

  test('that a removal left behind are told with the request that brought them', () => {
    const { wanted: _, ...gone } = entryOf(unit, 4, flags);
    const left = { ...gone, leftBehind: [{ ...wild, askedBy: 'id-7' }] };

    expect(
      comparePrincipals(wantedOf([left]), { shares: {}, principals: [wild, deploy] }, risk).map(
        ({ kind, askedBy }) => [kind, askedBy],
      ),
    ).toEqual([
      ['PRINCIPAL_LEFT_BEHIND', 'id-7'],
      ['PRINCIPAL_NOT_ASKED_FOR', undefined],
    ]);
  });

  test('of a request that is under way are left to it, and so are those of its share', () => {
    const ofUnit = wantedOf(entries, new UnderWay([requestFor(unit, [])]));
    const ofOther = wantedOf([], new UnderWay([requestFor(other, [deploy])]));
    const ended = wantedOf(entries, new UnderWay([requestFor(unit, [deploy], {})]));

    expect(comparePrincipals(ofUnit, { shares, principals: [] }, risk)).toEqual([]);
    expect(comparePrincipals(ofOther, { shares, principals: [deploy] }, risk)).toEqual([]);
    expect(comparePrincipals(ended, { shares, principals: [] }, risk)).toHaveLength(1);
  });

  test('that were adopted were asked for', () => {
    const adopted = { ...wantedOf([]), adoptedPrincipals: [wild] };

    expect(comparePrincipals(adopted, { shares, principals: [wild] }, risk)).toEqual([]);
    expect(comparePrincipals(adopted, { shares }, risk)).toEqual([]);
  });
});

test('a request under way for an account is about it under either of its types', () => {
  const [member, account] = (['ORGANIZATION_MEMBER_ACCOUNT', 'ACCOUNT'] as const).map((type) => ({
    type,
    value: '111122223333',
  })) as [Recipient, Recipient];

  expect(new UnderWay([requestFor(member)]).hasShare(account)).toBe(true);
  expect(new UnderWay([requestFor(account)]).hasShare(member)).toBe(true);
  expect(new UnderWay([requestFor(unit)]).hasShare({ ...account, value: unit.value })).toBe(false);
  expect(new UnderWay([requestFor(unit, [], {})]).shares).toBe(0);
});

test('access that no share explains is told by its account', () => {
  const access = { all: ['1', '2', '3'], inherited: ['2'] };
  const account = { recipient: { type: 'ACCOUNT', value: '3' } as const, ...flags };
  const reality = { shares: { ACCOUNT: [account] }, access };

  expect(compareAccess(wantedOf([]), reality)).toEqual([
    {
      kind: 'ACCESS_WITHOUT_SHARE',
      portfolioId: PORTFOLIO,
      accountId: '1',
      generation: 0,
      expected: { access: false },
      actual: { access: true },
      findings: [],
    },
  ]);
  expect(compareAccess(wantedOf([], new UnderWay([requestFor(unit)])), reality)).toEqual([]);
});

describe('a constraint that came later', () => {
  const lends = { ...power, launchConstraints: ['cons-1'] };
  const exposing = [entryOf(unit, 1, flags, [deploy])];
  const compare = (reality: object, entries = exposing) =>
    compareRisk(
      wantedOf(entries),
      { shares, principals: [deploy], power: lends, ...reality } as Reality,
      risk,
    );

  test('raises the risk of patterns that shares expose', () => {
    expect(compare({})).toEqual([
      expect.objectContaining({ kind: 'RISK_RISEN', portfolioId: PORTFOLIO, generation: 0 }),
    ]);
    expect(compare({ power: { ...power, stackSetConstraints: ['cons-1'] } })).toHaveLength(1);
  });

  test.each([
    ['no constraint lends rights', { power }],
    ['constraints cannot be read', { power: { readable: false } }],
    ['no pattern is there', { principals: [{ ...deploy, principalType: 'IAM' }] }],
    ['principals were not read', { principals: undefined }],
    [
      'no share exposes names',
      { shares: { ORGANIZATIONAL_UNIT: [{ recipient: unit, ...flags, sharePrincipals: false }] } },
    ],
  ])('raises nothing where %s', (_, reality) => {
    expect(compare(reality)).toEqual([]);
  });

  test('raises nothing where a wish knows of it, or none exposes names', () => {
    const [entry] = exposing;
    const knowing = { ...entry, wanted: { ...entry?.wanted, lentRights: true } } as typeof entry & object;
    const silent = entryOf(other, 1, { ...flags, sharePrincipals: false }, [deploy]);

    expect(compare({}, [silent, knowing as (typeof exposing)[number], ...exposing])).toEqual([]);
    expect(compare({}, [silent])).toEqual([]);
  });
});

test('patterns are exposed where one of several shares has names, and one of several principals is a pattern', () => {
  const silent = { recipient: other, ...flags, sharePrincipals: false };
  const role = { principalArn: 'arn:aws:iam::1:role/a', principalType: 'IAM' } as const;

  expect(
    exposesPatterns({
      shares: { ORGANIZATIONAL_UNIT: [silent, { recipient: unit, ...flags }] },
      principals: [role, wild],
    }),
  ).toBe(true);
  expect(exposesPatterns({ shares, principals: [role] })).toBe(false);
  expect(exposesPatterns({ shares: { ORGANIZATIONAL_UNIT: [silent] }, principals: [wild] })).toBe(false);
  expect(exposesPatterns({ shares })).toBe(false);
});

test('a share counts as one that reaches the management account where nobody could read which do', () => {
  const reaches = (managementNodes: ReadonlySet<string> | undefined) =>
    riskSharesOf({ shares }, { policy: risk.policy, managementNodes })[0]?.reachesManagementAccount;

  expect(reaches(new Set([unit.value]))).toBe(true);
  expect(reaches(new Set([other.value]))).toBe(false);
  expect(reaches(undefined)).toBe(true);
});

test('shares that differ are told with all that is expected and found', () => {
  const tagged = { ORGANIZATIONAL_UNIT: [{ recipient: unit, ...flags, shareTagOptions: true }] };
  const told = (reality: Reality, entries = [entryOf(unit, 3, flags)]) =>
    compareShares(wantedOf(entries), reality).map(({ kind, expected, actual, findings }) => ({
      kind,
      expected,
      actual,
      findings,
    }));

  expect(told({ shares: tagged })).toEqual([
    {
      kind: 'FLAGS_DIFFER',
      expected: { shared: true, ...flags },
      actual: { shared: true, ...flags, shareTagOptions: true },
      findings: [],
    },
  ]);
  expect(told({ shares: { ORGANIZATIONAL_UNIT: [] } })).toEqual([
    { kind: 'SHARE_MISSING', expected: { shared: true, ...flags }, actual: { shared: false }, findings: [] },
  ]);
  expect(told({ shares: tagged }, [])).toEqual([
    {
      kind: 'SHARE_NOT_ASKED_FOR',
      expected: { shared: false },
      actual: { shared: true, ...flags, shareTagOptions: true },
      findings: [],
    },
  ]);
});

test('what is known of a portfolio is what is wanted there, and what was left behind', () => {
  const { wanted: _, ...gone } = entryOf(other, 4, flags);
  const left = { ...gone, leftBehind: [{ ...wild, askedBy: 'id-7' }] };
  const known = knownOf({ entries: [left, entryOf(unit, 3, flags, [deploy])], adoptedPrincipals: [] });

  expect(known.recipients).toEqual([unit]);
  expect(known.principals).toMatchObject([wild, deploy]);
});
