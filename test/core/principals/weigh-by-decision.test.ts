import { describe, expect, it } from 'vitest';
import { weighRisk } from '../../../core/principals/weigh-risk.ts';
import { ids, POLICY, pattern, principalOfAccount, risk, UNIT, weigh } from './risk-of.ts';

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
