import { describe, expect, it } from 'vitest';
import { decideByPolicy } from '../../../core/principals/decide-by-policy.ts';
import type { RiskInput, RiskShare } from '../../../core/principals/risk-input.ts';
import { exposedPatterns, newExposures, weighRisk } from '../../../core/principals/weigh-risk.ts';
import { ids, POLICY, pattern, principalOfAccount, risk, SSO, SUFFIX, UNIT } from './risk-of.ts';

const RISKY = pattern('role/Deployer-*');
const HARMLESS = pattern('role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Developer_????????????????');
/** Policy refuses it by its severity. */
const CRITICAL = pattern('role/*');
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
    ['a pattern that policy would refuse today', { existing: [CRITICAL], requested: [], share: STANDS }],
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

  it.each([
    ['of its severity', {}, CRITICAL],
    ['of its name', { alwaysRefuse: ['role/Deployer-*'] }, RISKY],
    ['nobody can read it', {}, { principalArn: 'arn:aws:iam:::*', principalType: 'IAM_PATTERN' } as const],
  ])('what policy refuses for that %s is refused where another unit gets it', (_, more, one) => {
    const policy = { ...POLICY, ...more };
    const input = risk({ existing: [one], requested: [], share: OTHER, otherShares: [STANDS], policy });

    expect(decideByPolicy(weighRisk(input), policy).decision).toBe('REFUSE');
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
    expect(weighRisk(risk(again))[0]).toMatchObject({ severity: 'HIGH', standing: 'APPROVED_BEFORE' });
  });

  it('as one of several that were approved', () => {
    const other = { exposed: 'arn:aws:iam:::role/Other-*', severity: 'HIGH', constraints: [] } as const;

    expect(decisionOf({ ...again, share: { ...UNIT, approved: [other, ...approved] } })).toBe('ALLOW');
  });

  it('yet what policy refuses by now is refused', () => {
    const policy = { ...POLICY, decisions: { ...POLICY.decisions, HIGH: 'REFUSE' } } as const;

    expect(decideByPolicy(weighRisk(risk({ ...again, policy })), policy).decision).toBe('REFUSE');
  });

  it.each([
    [
      'a yes to what was milder then',
      { ...again, share: { ...UNIT, approved: [{ ...approved[0], severity: 'MEDIUM' }] } },
      'APPROVE',
    ],
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

it('a yes is a yes to each pattern at each recipient that it newly reaches', () => {
  const input = risk({ existing: [HARMLESS], requested: [RISKY], otherShares: [STANDS] });
  const exposures = newExposures({ ...input, share: OTHER });

  expect(exposures.map(({ share, exposed }) => [share.value, exposed])).toEqual([
    [OTHER.value, [HARMLESS.principalArn, RISKY.principalArn]],
    [STANDS.value, [RISKY.principalArn]],
  ]);
});

it('there is nothing to say yes to where nothing new is exposed', () => {
  expect(newExposures(risk({ existing: [RISKY], requested: [], share: STANDS }))).toEqual([]);
});

it('where no share has principal names, no pattern is exposed', () => {
  const hidden = { ...UNIT, willSharePrincipals: false };

  expect(exposedPatterns(risk({ existing: [RISKY], share: hidden }))).toEqual([]);
  expect(exposedPatterns(risk({ existing: [RISKY], requested: [] }))).toEqual([RISKY.principalArn]);
});

it('a share that loses its names exposes what the request adds until then, were it one pattern among others', () => {
  const loses = { ...STANDS, willSharePrincipals: false };
  const role = principalOfAccount('role/x');
  const input = { existing: [RISKY], share: loses };

  expect(exposedPatterns(risk({ ...input, requested: [role] }))).toEqual([]);
  expect(exposedPatterns(risk({ ...input, requested: [role, HARMLESS] }))).toHaveLength(2);
});

describe('two patterns that admit more together are told together', () => {
  const [one, other] = ['Kyc*r', 'Ads*r'].map((set) => pattern(`${SSO}/AWSReservedSSO_${set}_${SUFFIX}`));
  const two = one && other ? [one, other] : [];
  const together = (input: Partial<RiskInput>) =>
    weighRisk(risk(input)).find(({ id }) => id === 'patterns-together');

  it('as severe as what they admit', () => {
    expect(together({ requested: two })).toMatchObject({ severity: 'HIGH' });
    expect(together({ requested: two })).not.toHaveProperty('standing');
  });

  it('though a worse one stands there, or is allowed', () => {
    const existing = [RISKY, ...two.slice(0, 1)];
    const policy = { ...POLICY, alwaysAllow: ['role/Deployer-*'] };

    expect(together({ existing, requested: two.slice(1), share: STANDS })).toBeDefined();
    expect(together({ requested: [RISKY, ...two], policy })).toBeDefined();
    expect(together({ requested: [RISKY, ...two] })).toBeUndefined();
  });

  it('and decide nothing once both stand there', () => {
    expect(together({ existing: two, requested: [], share: STANDS })).toMatchObject({
      standing: 'EXPOSED_BEFORE',
    });
    expect(ids(weighRisk(risk({ existing: [RISKY, ...two], requested: [], share: STANDS })))).not.toContain(
      'patterns-together',
    );
  });
});
