import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideByPolicy } from '../../../core/principals/decide-by-policy.ts';
import type { RiskInput, RiskShare } from '../../../core/principals/risk-input.ts';
import { compareSeverity, type Severity, worstSeverity } from '../../../core/principals/severity.ts';
import { newExposures, weighRisk } from '../../../core/principals/weigh-risk.ts';
import type { RequestedPrincipal } from '../../../core/request/share-request.ts';
import { ORGANIZATION, POLICY, pattern, risk, UNIT } from './risk-of.ts';

const RISKY = pattern('role/Deployer-*');
const HARMLESS = pattern('role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Developer_????????????????');
const STANDS: RiskShare = { ...UNIT, sharesPrincipalsNow: true };
const OTHER: RiskShare = { ...UNIT, value: 'ou-ab12-00000000' };
const LENT = { readable: true, launchConstraints: ['cons-1'], stackSetConstraints: [] } as const;

function decisionOf(input: Partial<RiskInput>): string {
  return decideByPolicy(weighRisk(risk(input)), POLICY).decision;
}

describe('what is exposed already decides nothing', () => {
  it.each([
    ['the same request again', { existing: [RISKY], requested: [RISKY], share: STANDS }],
    ['a repair of its flags', { existing: [RISKY], requested: [], share: STANDS }],
    [
      'a share without names',
      {
        existing: [RISKY],
        requested: [],
        share: { ...OTHER, willSharePrincipals: false },
        otherShares: [STANDS],
      },
    ],
    [
      'a unit below one that has the names',
      { existing: [RISKY], requested: [], share: { ...OTHER, isCoveredNow: true }, otherShares: [STANDS] },
    ],
    ['a harmless pattern beside it', { existing: [RISKY], requested: [HARMLESS], share: STANDS }],
  ])('%s', (_, input) => {
    expect(decisionOf(input)).toBe('ALLOW');
  });

  it.each([
    ['another unit', { existing: [RISKY], requested: [], share: OTHER, otherShares: [STANDS] }],
    ['names turned on', { existing: [RISKY], requested: [], share: UNIT }],
    ['another risky pattern', { existing: [RISKY], requested: [pattern('role/Tester-*')], share: STANDS }],
  ])('yet %s is asked about', (_, input) => {
    expect(decisionOf(input)).toBe('APPROVE');
  });

  it('what policy refuses is refused by name, and not for standing there', () => {
    const policy = { ...POLICY, alwaysRefuse: ['role/Deployer-*'] };
    const standing = { existing: [RISKY], share: STANDS, policy };

    expect(decideByPolicy(weighRisk(risk({ ...standing, requested: [RISKY] })), policy).decision).toBe(
      'REFUSE',
    );
    expect(decideByPolicy(weighRisk(risk({ ...standing, requested: [] })), policy).decision).toBe('ALLOW');
  });
});

describe('what was approved for these recipients is not asked again until it grows', () => {
  const approved = [{ exposed: RISKY.principalArn, severity: 'HIGH', constraints: ['cons-1'] }] as const;
  const again = { existing: [], requested: [RISKY], share: { ...UNIT, approved } };

  it('as it was', () => {
    expect(decisionOf(again)).toBe('ALLOW');
  });

  it.each([
    ['worse', { ...again, share: { ...again.share, reachesManagementAccount: true } }, 'REFUSE'],
    ['with another pattern', { ...again, requested: [RISKY, pattern('role/Tester-*')] }, 'APPROVE'],
    ['with another recipient', { ...again, otherShares: [STANDS] }, 'APPROVE'],
    [
      'with a constraint that lends other rights',
      { ...again, requested: [pattern('role/exact')], share: { ...UNIT, approved: [] }, power: LENT },
      'APPROVE',
    ],
  ] as const)('%s', (_, input, decision) => {
    expect(decisionOf(input as Partial<RiskInput>)).toBe(decision);
  });
});

/** One request after the other, as Service Catalog would then list them. */
interface Step {
  readonly node: number;
  readonly names: boolean;
  readonly patterns: readonly number[];
}

const NODES = [UNIT, OTHER, { ...UNIT, value: 'ou-ab12-11111111' }, ORGANIZATION];
const PATTERNS = [
  RISKY,
  HARMLESS,
  pattern('role/exact'),
  pattern('role/platform/x'),
  ...['e', 'a', '0', '1', '2', '3'].map((letter) =>
    pattern(`role/aws-reserved/sso.amazonaws.com/*_*${letter}*`),
  ),
];

const steps = fc.array(
  fc.record({
    node: fc.nat(NODES.length - 1),
    names: fc.boolean(),
    patterns: fc.uniqueArray(fc.nat(PATTERNS.length - 1), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 8 },
);

it('no series of requests reaches what one alone would be judged worse for', () => {
  fc.assert(
    fc.property(steps, (series) => {
      const named = new Map<string, RiskShare>();
      let existing: RequestedPrincipal[] = [];
      const judged: Severity[] = [];
      for (const step of series) {
        const input = inputOf(step, named, existing);
        judged.push(judgedSeverity(input));
        if (step.names) named.set(input.share.value, input.share);
        else named.delete(input.share.value);
        existing = [...new Set([...existing, ...input.requested])];
      }
      const [share = { ...UNIT, willSharePrincipals: false }, ...otherShares] = named.values();
      const atOnce = judgedSeverity(
        risk({
          existing: [],
          requested: existing,
          share,
          otherShares: otherShares.map((one) => ({ ...one, sharesPrincipalsNow: false })),
        }),
      );

      expect(compareSeverity(worstSeverity(judged), atOnce)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 3000 },
  );
});

function inputOf(
  { node, names, patterns }: Step,
  named: ReadonlyMap<string, RiskShare>,
  existing: readonly RequestedPrincipal[],
): RiskInput {
  const { value, ...rest } = NODES[node] ?? UNIT;
  const share = { ...rest, value, sharesPrincipalsNow: named.has(value), willSharePrincipals: names };
  const others = [...named.values()].filter((other) => other.value !== value);
  return risk({
    existing,
    requested: patterns.flatMap((index) => PATTERNS[index] ?? []),
    share,
    otherShares: others.map((other) => ({ ...other, sharesPrincipalsNow: true, willSharePrincipals: true })),
  });
}

function judgedSeverity(input: RiskInput): Severity {
  return worstSeverity(weighRisk(input).flatMap(({ standing, severity }) => (standing ? [] : [severity])));
}

it('a yes is a yes to each pattern at each recipient that it newly reaches', () => {
  const input = risk({ existing: [HARMLESS], requested: [RISKY], otherShares: [STANDS] });
  const exposures = newExposures({ ...input, share: OTHER });

  expect(exposures.map(({ share, exposed }) => [share.value, exposed])).toEqual([
    [OTHER.value, [HARMLESS.principalArn, RISKY.principalArn]],
    [STANDS.value, [RISKY.principalArn]],
  ]);
});

describe('an account-to-account share', () => {
  const account: RiskShare = {
    type: 'ACCOUNT',
    value: '999988887777',
    sharesPrincipalsNow: false,
    willSharePrincipals: false,
    reachesManagementAccount: false,
  };
  const approved = [{ exposed: account.value, severity: 'HIGH', constraints: [] }] as const;

  it.each([
    ['leaves the organization', { isInOrganization: false }, 'account-outside-organization', 'APPROVE'],
    ['stays in it', { isInOrganization: true }, 'account-share', 'ALLOW'],
    ['is somewhere that nobody may read', {}, 'account-share', 'ALLOW'],
    [
      'is there already',
      { isInOrganization: false, isThereNow: true },
      'account-outside-organization',
      'ALLOW',
    ],
    ['was approved', { isInOrganization: false, approved }, 'account-outside-organization', 'ALLOW'],
    [
      'version 0.1.0 made, and somebody took away',
      { isInOrganization: false, isWantedNow: true },
      'account-outside-organization',
      'ALLOW',
    ],
    [
      'a rule names itself',
      { isInOrganization: false, isNamedByRule: true },
      'account-outside-organization',
      'ALLOW',
    ],
  ])('that %s', (_, more, id, decision) => {
    const findings = weighRisk(risk({ requested: [], share: { ...account, ...more } }));

    expect(findings.map((finding) => finding.id)).toContain(id);
    expect(decideByPolicy(findings, POLICY).decision).toBe(decision);
  });
});
