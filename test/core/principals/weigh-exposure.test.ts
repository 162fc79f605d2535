import { describe, expect, it } from 'vitest';
import { overallSeverity } from '../../../core/principals/finding.ts';
import { newExposures, weighRisk } from '../../../core/principals/weigh-risk.ts';
import { ids, ORGANIZATION, pattern, principalOfAccount, risk, SSO, SUFFIX, UNIT, weigh } from './risk-of.ts';

describe('a share that reaches the management account', () => {
  it.each([
    ['role/Deploy', 'CRITICAL', 'unguarded-in-management-account'],
    ['group/Developers', 'CRITICAL', 'unguarded-in-management-account'],
    ['role/platform/Deploy', 'CRITICAL', 'unguarded-in-management-account'],
    ['role/service-role/Deploy', 'CRITICAL', 'unguarded-in-management-account'],
    [`${SSO}*/AWSReservedSSO_Developer_${SUFFIX}`, 'LOW', 'guarded-wildcard'],
    ['role/aws-service-role/*', 'NONE', 'service-linked-role-useless'],
    ['role/*', 'CRITICAL', 'no-literal'],
  ] as const)('makes %s %s: %s', (resource, severity, id) => {
    expect(weigh(resource, { share: ORGANIZATION })[0]).toMatchObject({ severity, id });
  });

  it('says that the guard of service control policies does not hold there', () => {
    const findings = weigh('role/platform/Deploy', { share: ORGANIZATION });

    expect(findings[1]).toMatchObject({ id: 'guard-void-in-management-account', severity: 'CRITICAL' });
    expect(ids(weigh('role/platform/Deploy'))).toEqual(['guarded-exact']);
    expect(ids(weigh('role/aws-reserved/x', { share: ORGANIZATION }))).not.toContain(
      'guard-void-in-management-account',
    );
  });

  it('counts only where principal names are shared', () => {
    const elsewhere = { ...ORGANIZATION, willSharePrincipals: false };

    expect(overallSeverity(weigh('role/Deploy', { otherShares: [elsewhere] }))).toBe('MEDIUM');
    expect(overallSeverity(weigh('role/Deploy', { otherShares: [ORGANIZATION] }))).toBe('CRITICAL');
  });
});

it.each([
  ['role/Deployer-*', 'match: role/Deployer-Example, role/Deployer- and others.'],
  ['group/*', 'whatever its name: group/Example, group/X and others.'],
  ['role/platform/*', 'gains the portfolio: role/platform/Example, role/platform/X and others.'],
  [`${SSO}*/AWSReservedSSO_Dev_${SUFFIX}`, 'gains the portfolio: Dev.'],
  ['role/aws-reserved/*', '238 of 238 sample roles match, for these permission sets: BreakGlass, '],
  [`${SSO}*/AWSReservedSSO_Dev*`, ' of 238 sample roles match, for these permission sets: Dev, DevOps, '],
  [`${SSO}/AWSReservedSSO_Zzz?_*`, ': 0 of 238 sample roles match.'],
  [
    `${SSO}/AWSReservedSSO_*-*-*_*`,
    '120 of 120 sample roles match, for these permission sets: app-0000-adm, ',
  ],
])('the finding of %s says in numbers or examples what is admitted', (resource, said) => {
  const [finding] = weighRisk(risk({ requested: [pattern(resource)] }));

  expect(finding?.why).toContain(said);
});

describe('the power that the portfolio gives', () => {
  const none = { readable: true, launchConstraints: [], stackSetConstraints: [] } as const;

  it.each([
    ['role/platform/Deploy', 'NONE', 'LOW'],
    ['role/platform/*', 'MEDIUM', 'HIGH'],
    ['role/Deploy', 'MEDIUM', 'HIGH'],
    ['role/Deploy*', 'HIGH', 'CRITICAL'],
    ['role/*', 'CRITICAL', 'CRITICAL'],
    ['role/aws-service-role/*', 'NONE', 'NONE'],
  ] as const)('makes %s %s, with a launch constraint %s', (resource, without, withConstraint) => {
    const power = { ...none, launchConstraints: ['cons-1'] };

    expect(overallSeverity(weigh(resource, { power: none }))).toBe(without);
    expect(overallSeverity(weigh(resource, { power }))).toBe(withConstraint);
  });

  it('names the constraints of which nobody could read what they say', () => {
    const power = { ...none, launchConstraints: ['cons-1', 'cons-2'], contents: { 'cons-1': 'on prod-1' } };

    const finding = weigh('role/Deploy', { power }).find(({ id }) => id === 'constraint-contents-unread');

    expect(finding).toMatchObject({ severity: 'NONE', why: expect.stringMatching(/: cons-2\.$/) });
    expect(ids(weigh('role/Deploy', { power, share: { ...UNIT, willSharePrincipals: false } }))).toEqual([
      'share-gives-nobody-access',
    ]);
  });

  it('names the constraints that it read, up to five', () => {
    const power = {
      readable: true,
      launchConstraints: ['cons-1', 'cons-2', 'cons-3', 'cons-4'],
      stackSetConstraints: ['cons-5', 'cons-6'],
    } as const;

    const finding = weigh('role/Deploy', { power }).find(({ id }) => id === 'lends-launch-role');

    expect(finding).toMatchObject({
      severity: 'NONE',
      why: expect.stringMatching(/: cons-1, cons-2, cons-3, cons-4, cons-5 and 1 more\.$/),
    });
  });

  it('names five constraints without counting more', () => {
    const power = { ...none, launchConstraints: ['cons-1', 'cons-2', 'cons-3', 'cons-4', 'cons-5'] };

    const finding = weigh('role/Deploy', { power }).find(({ id }) => id === 'lends-launch-role');

    expect(finding?.why).toMatch(/: cons-1, cons-2, cons-3, cons-4, cons-5\.$/);
  });

  it('counts as present with StackSet constraints alone', () => {
    const findings = weigh('role/Deploy', { power: { ...none, stackSetConstraints: ['cons-9'] } });

    expect(overallSeverity(findings)).toBe('HIGH');
    expect(ids(findings)).toContain('lends-launch-role');
  });

  it('counts as present where it cannot be read', () => {
    const findings = weigh('role/Deploy', { power: { readable: false } });

    expect(overallSeverity(findings)).toBe('HIGH');
    expect(ids(findings)).toEqual(['unguarded-exact', 'constraints-unreadable']);
  });

  it('is not spoken of where no pattern is exposed', () => {
    const findings = weigh('role/Deploy', {
      share: { ...UNIT, willSharePrincipals: false },
      power: { readable: false },
    });

    expect(ids(findings)).toEqual(['share-gives-nobody-access']);
    expect(
      ids(weighRisk(risk({ requested: [], power: { ...none, launchConstraints: ['cons-1'] } }))),
    ).toEqual(['share-gives-nobody-access']);
  });
});

describe('what a request exposes', () => {
  it('is every pattern that is already there, where principal names begin to be shared', () => {
    const findings = weighRisk(risk({ existing: [pattern('role/Old*')], requested: [] }));

    expect(findings).toMatchObject([
      { id: 'unguarded-wildcard', severity: 'HIGH' },
      {
        id: 'newly-shared-pattern',
        severity: 'HIGH',
        principalArn: 'arn:aws:iam:::role/Old*',
        why: expect.stringMatching(/: ou-ab12-cdef3456\.$/),
      },
    ]);
  });

  it('is a new pattern on every node that has them shared already', () => {
    const units = Array.from({ length: 7 }, (_, i) => ({
      ...UNIT,
      value: `ou-ab12-cdef345${i}`,
      sharesPrincipalsNow: true,
    }));
    const share = { ...UNIT, willSharePrincipals: false };

    const findings = weigh('role/New', { share, otherShares: units });

    expect(findings.find(({ id }) => id === 'shared-elsewhere-already')).toMatchObject({
      severity: 'MEDIUM',
      why: expect.stringMatching(/: ou-ab12-cdef3450, .*, ou-ab12-cdef3454 and 2 more\.$/),
    });
  });

  it('is a new pattern on the share that loses its names: until then it has effect there', () => {
    const share = { ...UNIT, sharesPrincipalsNow: true, willSharePrincipals: false };

    const findings = weigh('role/New*', { share });

    expect(findings).toMatchObject([
      { id: 'unguarded-wildcard', severity: 'HIGH' },
      { id: 'shared-elsewhere-already', why: expect.stringContaining(UNIT.value) },
      { id: 'share-gives-nobody-access' },
    ]);
    expect(newExposures(risk({ share, requested: [pattern('role/New*')] }))).toEqual([]);
  });

  it('is not what the portfolio has already, on the share that loses its names', () => {
    const share = { ...UNIT, sharesPrincipalsNow: true, willSharePrincipals: false };

    const findings = weigh('role/Old*', { share, existing: [pattern('role/Old*')] });

    expect(ids(findings)).toEqual(['share-gives-nobody-access']);
  });

  it('is nothing new where the portfolio has the pattern and shares it there already', () => {
    const share = { ...UNIT, sharesPrincipalsNow: true };

    const findings = weigh('role/Deploy', { existing: [pattern('role/Deploy')], share });

    expect(ids(findings)).toEqual(['unguarded-exact']);
  });

  it('weighs a pattern once that is both there and asked for', () => {
    const findings = weigh('role/Deploy', { existing: [pattern('role/Deploy')] });

    expect(ids(findings)).toEqual(['unguarded-exact', 'newly-shared-pattern']);
  });

  it('leaves out IAM principals, which recipients do not inherit', () => {
    const existing = [principalOfAccount('role/Admin'), principalOfAccount('group/Admins')];

    expect(ids(weigh('role/platform/Deploy', { existing }))).toEqual(['guarded-exact']);
  });
});

describe('a share that gives nobody in the recipients access', () => {
  it.each([
    ['the portfolio has no principals', { requested: [] }],
    ['it has only IAM principals', { requested: [principalOfAccount('role/Deploy')] }],
    ['it has only IAM principals', { existing: [principalOfAccount('role/Deploy')], requested: [] }],
    [
      'patterns reach recipients only with sharePrincipals',
      { share: { ...UNIT, willSharePrincipals: false } },
    ],
    [
      'patterns reach recipients only with sharePrincipals',
      {
        share: { ...UNIT, willSharePrincipals: false },
        otherShares: [{ ...UNIT, value: 'ou-ab12-00000000' }],
      },
    ],
  ] as const)('says so: %s', (reason, changes) => {
    const finding = weighRisk(risk(changes)).find(({ id }) => id === 'share-gives-nobody-access');

    expect(finding).toMatchObject({ severity: 'NONE', why: expect.stringContaining(reason) });
  });

  it('is a finding about the portfolio, and names no principal', () => {
    const [finding] = weighRisk(risk({ requested: [] }));

    expect(finding).not.toHaveProperty('principalArn');
  });

  it('is not one with a pattern and sharePrincipals', () => {
    expect(ids(weigh('role/Deploy'))).not.toContain('share-gives-nobody-access');
  });
});
