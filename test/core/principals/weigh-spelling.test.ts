import { describe, expect, it } from 'vitest';
import { ids, SSO, SUFFIX, weigh } from './risk-of.ts';

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
