import { describe, expect, it } from 'vitest';
import { overallSeverity } from '../../../core/principals/finding.ts';
import { weighRisk } from '../../../core/principals/weigh-risk.ts';
import { ids, POLICY, pattern, risk, SSO, SUFFIX, weigh } from './risk-of.ts';

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
    // A quarter of one sample, no more.
    [`${SSO}*AWSReservedSSO_*de*_${SUFFIX}`, 'CRITICAL', 'most-single-sign-on-users'],
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

let spelt = 1;

it('a pattern that was never measured is weighed as its like: more stars in a row are one', () => {
  // What was measured is remembered by its spelling, and tests may run again.
  spelt += 1;

  expect(ids(weigh(`${SSO}/AWSReservedSSO_Break?lass_${'*'.repeat(spelt)}`))[0]).toBe('many-permission-sets');
  expect(weigh(`${SSO}/eu-west-1/AWSReservedSSO_Zzz?_${'*'.repeat(spelt)}`)[0]?.why).toContain(': 0 of ');
  expect(weigh(`${SSO}/eu-west-1/AWSReservedSSO_Dev?_${'*'.repeat(spelt)}`)[0]?.why).toContain(
    ': 2 of 238 sample roles match, for these permission sets: Dev',
  );
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
