import { describe, expect, it } from 'vitest';
import { overallSeverity } from '../../../core/principals/finding.ts';
import { newExposures, weighRisk } from '../../../core/principals/weigh-risk.ts';
import { ORGANIZATION, POLICY, pattern, principalOfAccount, risk, UNIT } from './risk-of.ts';

const SSO = 'role/aws-reserved/sso.amazonaws.com';
const SUFFIX = '?'.repeat(16);
const weigh = (resource: string, changes: Parameters<typeof risk>[0] = {}) =>
  weighRisk(risk({ requested: [pattern(resource)], ...changes }));
const ids = (findings: ReturnType<typeof weighRisk>) => findings.map(({ id }) => id);

describe('who can come by a principal that matches', () => {
  it.each([
    // Guarded by AWS, or by the operator's service control policies on /platform/.
    [`${SSO}/AWSReservedSSO_Dev_0123456789abcdef`, 'NONE', 'guarded-exact'],
    [`${SSO}*/AWSReservedSSO_Developer_${SUFFIX}`, 'LOW', 'guarded-wildcard'],
    [`${SSO}/eu-west-1/AWSReservedSSO_Developer_${SUFFIX}`, 'LOW', 'guarded-wildcard'],
    ['role/platform/Deploy', 'NONE', 'guarded-exact'],
    ['user/platform/ann', 'NONE', 'guarded-exact'],
    ['role/platform/Deploy*', 'MEDIUM', 'guarded-path'],
    ['role/platform/*', 'MEDIUM', 'guarded-path'],
    // Several permission sets, by how many sample roles they admit, and whether administrators are among them.
    [`${SSO}/AWSReservedSSO_Dev_?????????????????`, 'MEDIUM', 'some-permission-sets'],
    [`${SSO}*/AWSReservedSSO_acme-?ev_${SUFFIX}`, 'MEDIUM', 'some-permission-sets'],
    [`${SSO}*AWSReservedSSO_Developer_${SUFFIX}`, 'MEDIUM', 'some-permission-sets'],
    [`${SSO}/AWSReservedSSO_Dev*`, 'HIGH', 'many-permission-sets'],
    [`${SSO}/AWSReservedSSO_Billin?_*`, 'MEDIUM', 'some-permission-sets'],
    [`${SSO}/AWSReservedSSO_Break?lass_*`, 'HIGH', 'many-permission-sets'],
    [`${SSO}/AWSReservedSSO_NetworkAdministrato?_*`, 'HIGH', 'many-permission-sets'],
    [`${SSO}/*AWSReservedSSO_${'?'.repeat(31)}_*`, 'CRITICAL', 'most-single-sign-on-users'],
    [`${SSO}/*_*e*`, 'CRITICAL', 'most-single-sign-on-users'],
    [`${SSO}/*_*0*`, 'CRITICAL', 'most-single-sign-on-users'],
    ['role/*SSO_*e*', 'CRITICAL', 'most-single-sign-on-users'],
    ['user/*SSO_*e*', 'CRITICAL', 'broad-as-single-sign-on'],
    // Not guarded: only a literal prefix through its slash is, in its own case, of roles (and users).
    ['role/Deploy', 'MEDIUM', 'unguarded-exact'],
    ['user/ann', 'MEDIUM', 'unguarded-exact'],
    ['user/aws-reserved/ann', 'MEDIUM', 'unguarded-exact'],
    ['role/aws-reserved', 'MEDIUM', 'unguarded-exact'],
    ['role/AWS-Reserved/Deploy', 'MEDIUM', 'unguarded-exact'],
    ['role/Platform/Deploy', 'MEDIUM', 'unguarded-exact'],
    ['role/team/platform/Deploy', 'MEDIUM', 'unguarded-exact'],
    ['role/pl*xatform/Deploy', 'HIGH', 'unguarded-wildcard'],
    ['role/service-role/Deploy', 'MEDIUM', 'unguarded-exact'],
    ['role/ResourceName_*', 'HIGH', 'unguarded-wildcard'],
    ['role/*/ResourceName_?', 'HIGH', 'unguarded-wildcard'],
    ['role/*/AWSReservedSSO_x', 'HIGH', 'unguarded-wildcard'],
    ['role/aws-reserved-*', 'HIGH', 'unguarded-wildcard'],
    ['role/platform*', 'HIGH', 'unguarded-wildcard'],
    ['role/service-role/*', 'HIGH', 'unguarded-wildcard'],
    ['user/dev-*', 'HIGH', 'unguarded-wildcard'],
    ['group/Developers', 'HIGH', 'group-joinable'],
    ['group/platform/Developers', 'HIGH', 'group-joinable'],
    ['group/aws-reserved/Dev*/x', 'HIGH', 'group-joinable'],
    // Everybody.
    ['role/*', 'CRITICAL', 'no-literal'],
    ['role/*/?', 'CRITICAL', 'no-literal'],
    ['user/?', 'CRITICAL', 'no-literal'],
    ['group/**', 'CRITICAL', 'no-literal'],
    ['role/aws-reserved/*', 'CRITICAL', 'every-single-sign-on-user'],
    ['role/aws-reserved*', 'CRITICAL', 'every-single-sign-on-user'],
    ['role/AWS-RESERVED/*', 'CRITICAL', 'every-single-sign-on-user'],
    [`${SSO}/AWSReservedSSO_*`, 'CRITICAL', 'every-single-sign-on-user'],
    [`${SSO}/eu-west-1/AWSReservedSSO_*`, 'CRITICAL', 'every-single-sign-on-user'],
    [`${SSO}/us-gov-west-1/AWSReservedSSO_*_${SUFFIX}`, 'CRITICAL', 'every-single-sign-on-user'],
    [`${SSO}/*_${SUFFIX}`, 'CRITICAL', 'every-single-sign-on-user'],
    ['user/aws-reserved/*', 'CRITICAL', 'broad-as-single-sign-on'],
    ['group/a*', 'CRITICAL', 'broad-as-single-sign-on'],
    // An AWS service alone can be these.
    ['role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX', 'NONE', 'service-linked-role-useless'],
    ['role/aws-service-role/*', 'NONE', 'service-linked-role-useless'],
    ['role/aws-service-role*', 'HIGH', 'unguarded-wildcard'],
    ['user/aws-service-role/x', 'MEDIUM', 'unguarded-exact'],
  ] as const)('%s is %s: %s', (resource, severity, id) => {
    const findings = weigh(resource);

    expect(overallSeverity(findings)).toBe(severity);
    expect(findings[0]).toMatchObject({ id, severity, principalArn: `arn:aws:iam:::${resource}` });
  });

  it('is answered by any one of several guarded paths', () => {
    const policy = { ...POLICY, guardedPaths: ['/platform/', '/security/audit/'] };

    expect(ids(weigh('role/security/audit/Read', { policy }))).toEqual(['guarded-exact']);
    expect(ids(weigh('role/security/Read', { policy }))).toEqual(['unguarded-exact']);
  });

  it('every finding says why in one sentence, and what to do', () => {
    const [finding] = weigh('role/Deploy');

    expect(finding).toEqual({
      id: 'unguarded-exact',
      severity: 'MEDIUM',
      principalArn: 'arn:aws:iam:::role/Deploy',
      why: 'Whoever may create or rename principals in a recipient account can make one of this name.',
      whatToDo: 'Move the principal to a guarded path, or guard its path by a service control policy.',
    });
  });

  it('counts an associated pattern that nobody can read as matching everybody', () => {
    const odd = { principalArn: 'arn:aws:iam:::*', principalType: 'IAM_PATTERN' } as const;

    const findings = weighRisk(risk({ existing: [odd], requested: [] }));

    expect(findings[0]).toMatchObject({
      id: 'pattern-unreadable',
      severity: 'CRITICAL',
      principalArn: odd.principalArn,
    });
  });

  it('reads a pattern of any partition', () => {
    const requested = [{ principalArn: 'arn:aws-cn:iam:::role/*', principalType: 'IAM_PATTERN' }] as const;

    expect(ids(weighRisk(risk({ requested })))).toContain('no-literal');
  });
});

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

describe('how a pattern is spelt', () => {
  it.each([
    // Looks as if only single sign-on, or a guarded path, could match.
    ['role/aws-reserved*', ['every-single-sign-on-user', 'looks-guarded']],
    ['role/AWSReservedSSO_Dev_*', ['unguarded-wildcard', 'looks-guarded', 'matches-nobody-federated']],
    ['role/*/AWSReservedSSO_x', ['unguarded-wildcard', 'looks-guarded', 'matches-nobody-federated']],
    [`role/*/AWSReservedSSO_Dev_${SUFFIX}`, ['unguarded-wildcard', 'looks-guarded']],
    ['role/sso.amazonaws.com/Dev', ['unguarded-exact', 'looks-guarded', 'matches-nobody-federated']],
    ['role/Platform/Deploy', ['unguarded-exact', 'looks-guarded']],
    ['role/platform*', ['unguarded-wildcard', 'looks-guarded']],
    ['role/my-platform*', ['unguarded-wildcard']],
    ['role/service-role/Deploy', ['unguarded-exact', 'service-role-path-open']],
    ['user/service-role/Deploy', ['unguarded-exact']],
    ['role/service-roles/Deploy', ['unguarded-exact']],
    // Guarded, but meant for somebody else than it matches.
    ['role/aws-reserved/Dev', ['guarded-exact', 'matches-nobody-federated']],
    [`${SSO}/AWSReservedSSO_Developer`, ['guarded-exact', 'matches-nobody-federated']],
    [`${SSO}/Developer_*`, ['some-permission-sets', 'matches-nobody-federated']],
    [`${SSO}/AWSReservedSSO_Dev_0123456789abcdeg`, ['guarded-exact', 'matches-nobody-federated']],
    [`${SSO}/AWSReservedSSO_${'d'.repeat(33)}*`, ['some-permission-sets', 'matches-nobody-federated']],
    [`${SSO}/AWSReservedSSO_${'d'.repeat(32)}_0123456789abcdef`, ['guarded-exact']],
    [`${SSO}/eu-west-1/AWSReservedSSO_Dev_0123456789abcdef`, ['guarded-exact']],
    [`${SSO}/Region_1/AWSReservedSSO_Dev_0123456789abcdef`, ['guarded-exact', 'matches-nobody-federated']],
    [`${SSO}/eu-west-1/AWSReservedSSO_Dev_${SUFFIX}`, ['guarded-wildcard']],
    [`${SSO}/*/AWSReservedSSO_Dev_${SUFFIX}`, ['guarded-wildcard', 'misses-single-sign-on-without-region']],
    [
      `${SSO}/*/AWSReservedSSO_Dev_*`,
      ['some-permission-sets', 'misses-single-sign-on-without-region', 'admits-longer-names'],
    ],
    [`${SSO}/AWSReservedSSO_Dev_*`, ['some-permission-sets', 'admits-longer-names']],
    [`${SSO}/AWSReservedSSO_D?v_*`, ['some-permission-sets']],
    [`${SSO}/AWSReservedSSO_Dev_*f`, ['some-permission-sets']],
    [`${SSO}*/AWSReservedSSO_Dev_${SUFFIX}`, ['guarded-wildcard']],
    ['user/aws-reserved/Dev', ['unguarded-exact', 'looks-guarded', 'matches-nobody-federated']],
    [`${SSO}/AWSReservedSSO_Dev_0123456789abcde`, ['guarded-exact', 'matches-nobody-federated']],
    [`${SSO}/*AWSReservedSSO_Dev_*`, ['some-permission-sets']],
    [
      `user/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_${SUFFIX}`,
      ['unguarded-wildcard', 'looks-guarded', 'matches-nobody-federated'],
    ],
    ['role/my-aws-reserved', ['unguarded-exact']],
    // Names that IAM has for nobody.
    [`role/${'r'.repeat(65)}`, ['unguarded-exact', 'matches-no-iam-name']],
    ['role/*:x', ['unguarded-wildcard', 'matches-no-iam-name']],
    ['role/a:b/*x', ['unguarded-wildcard']],
    ['role/a:b?x', ['unguarded-wildcard']],
    [`role/*${'r'.repeat(64)}`, ['unguarded-wildcard']],
    [`group/${'g'.repeat(65)}`, ['group-joinable']],
    ['role/aws-service-role/x/AWSReservedSSO_y', ['service-linked-role-useless', 'matches-nobody-federated']],
  ])('%s: %j', (resource, expected) => {
    expect(ids(weigh(resource)).toSorted()).toEqual(expected.toSorted());
  });

  it('a finding that explains a principal is as severe as that principal', () => {
    const power = { readable: false } as const;

    expect(weigh('role/service-role/Deploy', { power }).slice(0, 2)).toMatchObject([
      { id: 'unguarded-exact', severity: 'HIGH' },
      { id: 'service-role-path-open', severity: 'HIGH' },
    ]);
    expect(weigh('role/sso.amazonaws.com/x', { power })).toContainEqual(
      expect.objectContaining({ id: 'matches-nobody-federated', severity: 'NONE' }),
    );
  });

  it('says what IAM would have allowed', () => {
    const finding = weigh('role/x:y').find(({ id }) => id === 'matches-no-iam-name');

    expect(finding?.why).toBe(
      'IAM allows no principal of such a name: expected a role name of letters, digits and + = , . @ - _.',
    );
  });
});

describe('what the operator decided beforehand', () => {
  it('marks the findings of a principal that an allowed pattern wholly covers, and leaves their severity', () => {
    const policy = { ...POLICY, alwaysAllow: ['role/x', 'role/Deploy*'] };

    const findings = weigh('role/Deploy-*', { policy });

    expect(findings).toMatchObject([
      { id: 'unguarded-wildcard', severity: 'HIGH', waivedBy: 'role/Deploy*' },
    ]);
    expect(
      weigh('role/service-role/x', { policy: { ...POLICY, alwaysAllow: ['role/service-role/*'] } }),
    ).toMatchObject([
      { waivedBy: 'role/service-role/*' },
      { id: 'service-role-path-open', waivedBy: 'role/service-role/*' },
    ]);
  });

  it.each(['role/Deploy*', 'role/deploy-1', 'user/Deploy-1'])(
    'does not allow %s by role/Deploy-*',
    (resource) => {
      const policy = { ...POLICY, alwaysAllow: ['role/Deploy-*'] };

      expect(weigh(resource, { policy }).filter((finding) => 'waivedBy' in finding)).toEqual([]);
    },
  );

  it.each(['role/*', 'role/admin-1', 'role/?dmin-*', 'role/ADMIN-?'])(
    'refuses %s by role/Admin-*',
    (resource) => {
      const policy = { ...POLICY, alwaysRefuse: ['user/x', 'role/Admin-*'] };

      const finding = weigh(resource, { policy }).find(({ id }) => id === 'always-refused');

      expect(finding).toMatchObject({
        severity: 'CRITICAL',
        principalArn: `arn:aws:iam:::${resource}`,
        why: 'The policy in config.yml refuses principals that this one can match: role/Admin-*.',
      });
    },
  );

  it.each(['role/Dev', 'user/Admin-1'])('does not refuse %s by role/Admin-*', (resource) => {
    const policy = { ...POLICY, alwaysRefuse: ['role/Admin-*'] };

    expect(ids(weigh(resource, { policy }))).not.toContain('always-refused');
  });

  it('refuses IAM principals that are asked for, in any partition, and once', () => {
    const policy = { ...POLICY, alwaysRefuse: ['role/Admin*'] };
    const admin = { principalArn: 'arn:aws-cn:iam::123456789012:role/Admin', principalType: 'IAM' } as const;

    const findings = weighRisk(
      risk({ requested: [admin, admin], existing: [principalOfAccount('role/Admin')], policy }),
    );

    expect(ids(findings)).toEqual(['always-refused', 'share-gives-nobody-access']);
  });

  it('refuses a pattern that is there already only once it is exposed', () => {
    const policy = { ...POLICY, alwaysRefuse: ['role/Admin*'] };
    const existing = [pattern('role/Admin')];
    const hidden = { ...UNIT, willSharePrincipals: false };

    expect(ids(weighRisk(risk({ existing, requested: [], policy })))).toContain('always-refused');
    expect(ids(weighRisk(risk({ existing, requested: [], policy, share: hidden })))).not.toContain(
      'always-refused',
    );
  });

  it('marks an unreadable pattern neither way', () => {
    const policy = { ...POLICY, alwaysAllow: ['role/*'], alwaysRefuse: ['role/*'] };
    const odd = { principalArn: 'nothing', principalType: 'IAM_PATTERN' } as const;

    const findings = weighRisk(risk({ existing: [odd], requested: [], policy }));

    expect(ids(findings)).toEqual(['pattern-unreadable']);
    expect(findings[0]).not.toHaveProperty('waivedBy');
  });
});

it('the worst finding comes first, then by principal', () => {
  const findings = weighRisk(risk({ requested: ['role/b*', 'role/Deploy', 'role/a*b'].map(pattern) }));

  expect(findings.map(({ severity, principalArn }) => `${severity} ${principalArn?.slice(14)}`)).toEqual([
    'HIGH role/a*b',
    'HIGH role/b*',
    'MEDIUM role/Deploy',
  ]);
});

describe('patterns that are harmless one by one', () => {
  const endings = [...'01234567'].map((digit) => pattern(`${SSO}/*AWSReservedSSO_*_*${digit}`));

  it('are weighed together, with those that the portfolio has already', () => {
    const [first, ...others] = endings;
    const alone = weighRisk(risk({ requested: first ? [first] : [] }));
    const together = weighRisk(risk({ existing: others, requested: first ? [first] : [] }));

    expect(overallSeverity(alone)).toBe('HIGH');
    expect(together[0]).toMatchObject({
      id: 'patterns-together',
      severity: 'CRITICAL',
      why: expect.stringMatching(
        /: \d+ of \d+ sample roles match, for these permission sets: BreakGlass, AdministratorAccess, /,
      ),
    });
  });

  it('are not told together where they are no worse than the worst of them, or where policy allows them', () => {
    const several = [`${SSO}/AWSReservedSSO_D?v_*`, `${SSO}/AWSReservedSSO_T?st_*`].map(pattern);
    const policy = { ...POLICY, alwaysAllow: ['role/aws-reserved/*'] };

    expect(ids(weighRisk(risk({ requested: several })))).not.toContain('patterns-together');
    expect(ids(weighRisk(risk({ requested: endings, policy })))).not.toContain('patterns-together');
  });

  it('weigh one level more together too where a launch constraint lends rights', () => {
    const power = { readable: true, launchConstraints: ['cons-1'], stackSetConstraints: [] } as const;
    const each = [...'abc'].map((letter) => pattern(`${SSO}/AWSReservedSSO_zz${letter}*`));

    expect(ids(weighRisk(risk({ requested: each, power })))).not.toContain('patterns-together');
    expect(overallSeverity(weighRisk(risk({ requested: endings.slice(0, 2), power })))).toBe('CRITICAL');
  });
});
