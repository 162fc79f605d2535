import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePrincipal } from '../../../core/principals/parse-principal.ts';
import { parsePrincipals } from '../../../core/principals/parse-principals.ts';

const PATTERN = 'IAM_PATTERN';
const long = (characters: number, start: string) => start.padEnd(characters, 'a');

describe('a principal is accepted', () => {
  it.each([
    ['IAM_PATTERN', 'arn:aws:iam:::role/ResourceName_*'],
    ['IAM_PATTERN', 'arn:aws:iam:::role/*/ResourceName_?'],
    ['IAM_PATTERN', 'arn:aws:iam:::role/resource-name'],
    ['IAM_PATTERN', 'arn:aws:iam:::role/resource-path/resource-name'],
    ['IAM_PATTERN', 'arn:aws:iam:::user/*'],
    ['IAM_PATTERN', 'arn:aws:iam:::group/team?/**??'],
    ['IAM_PATTERN', 'arn:aws:iam:::role/with:colon/Name'],
    ['IAM_PATTERN', long(1000, 'arn:aws:iam:::role/')],
    ['IAM', 'arn:aws:iam::123456789012:role/Deploy'],
    ['IAM', 'arn:aws:iam::123456789012:user/team/dev/ann+b=c,d.e@f-g_h'],
    ['IAM', 'arn:aws:iam::123456789012:group/Developers'],
    ['IAM', 'arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX'],
    ['IAM', 'arn:aws:iam::123456789012:role/a//b'],
    ['IAM', `arn:aws:iam::123456789012:role/${'r'.repeat(64)}`],
    ['IAM', `arn:aws:iam::123456789012:group/${'g'.repeat(128)}`],
    ['IAM', `arn:aws:iam::123456789012:role/${'p'.repeat(510)}/r`],
  ] as const)('as %s: %s', (principalType, principalArn) => {
    const parsed = parsePrincipal({ principalArn, principalType }, 'aws');

    expect(parsed).toMatchObject({ ok: true, principal: { principalArn, principalType, partition: 'aws' } });
  });

  it('taken apart into account, resource type and resource id', () => {
    const parsed = parsePrincipal(
      { principalArn: 'arn:aws-cn:iam::123456789012:user/team/dev/ann', principalType: 'IAM' },
      'aws-cn',
    );

    expect(parsed).toEqual({
      ok: true,
      principal: {
        principalArn: 'arn:aws-cn:iam::123456789012:user/team/dev/ann',
        principalType: 'IAM',
        partition: 'aws-cn',
        accountId: '123456789012',
        resourceType: 'user',
        resourceId: 'team/dev/ann',
      },
    });
  });
});

describe('a principal is refused before any call', () => {
  it.each([
    [PATTERN, 'arn:aws:iam:::*/ResourceName', 'RESOURCE_TYPE', 'role/, user/ or group/ as resource type'],
    [PATTERN, 'arn:aws:iam:::rol?/Name', 'RESOURCE_TYPE', 'without wildcards'],
    [PATTERN, 'arn:aws:iam:::Role/Name', 'RESOURCE_TYPE', 'role/, user/ or group/'],
    [PATTERN, 'arn:aws:iam:::roles/Name', 'RESOURCE_TYPE', 'role/, user/ or group/'],
    [PATTERN, 'arn:aws:iam:::policy/Name', 'RESOURCE_TYPE', 'role/, user/ or group/'],
    [PATTERN, 'arn:aws:iam:::role', 'RESOURCE_TYPE', 'role/, user/ or group/'],
    [PATTERN, 'arn:aws:iam:::role/', 'RESOURCE_ID', 'a name at the end, after role/'],
    [PATTERN, 'arn:aws:iam:::user/*/', 'RESOURCE_ID', 'a name at the end, after user/'],
    [PATTERN, 'arn:aws:iam::*:role/Name*', 'ACCOUNT_ID', 'no account id: arn:aws:iam:::role/Name*'],
    [
      PATTERN,
      'arn:aws:iam::123456789012:role/Name*',
      'ACCOUNT_ID',
      'no account id: arn:PARTITION:iam:::role/NAME, or',
    ],
    [
      'IAM',
      'arn:aws:iam::${AWS::AccountId}:role/Name',
      'ACCOUNT_ID',
      'which only CloudFormation fills in: arn:aws:iam::111122223333:role/Name',
    ],
    [
      PATTERN,
      'arn:${AWS::Partition}:iam:::role/Name',
      'ACCOUNT_ID',
      'which only CloudFormation fills in: arn:PARTITION:iam:::role/NAME',
    ],
    [PATTERN, 'arn:aws:iam:eu-west-1::role/Name', 'REGION', 'no Region'],
    [PATTERN, 'arn:aws-cn:iam:::role/Name', 'PARTITION', 'the partition of this stack, aws'],
    [PATTERN, 'arn:AWS:iam:::role/Name', 'PARTITION', 'the partition of this stack, aws'],
    [PATTERN, 'arn:*:iam:::role/Name', 'PARTITION', 'the partition of this stack, aws'],
    [PATTERN, 'arn:aws:s3:::bucket/key', 'NOT_IAM', 'an ARN of the service iam'],
    [PATTERN, 'arn:aws:IAM:::role/Name', 'NOT_IAM', 'an ARN of the service iam'],
    [PATTERN, 'ARN:aws:iam:::role/Name', 'NOT_AN_ARN', 'arn:PARTITION:iam:::role/NAME'],
    [PATTERN, 'arn:aws:iam::role/Name', 'NOT_AN_ARN', 'arn:PARTITION:iam:::role/NAME'],
    [PATTERN, 'arn:aws:iam', 'NOT_AN_ARN', 'arn:PARTITION:iam:::role/NAME'],
    ['IAM', 'Deploy', 'NOT_AN_ARN', 'arn:PARTITION:iam::ACCOUNT-ID:role/NAME'],
    ['IAM', 'arn:aws:iam::aws:role/Deploy', 'ACCOUNT_ID', 'an account id of twelve digits'],
    ['IAM', 'arn:aws:iam::1234567890123:role/Deploy', 'ACCOUNT_ID', 'an account id of twelve digits'],
    ['IAM', 'arn:aws:iam::12345678901x:role/Deploy', 'ACCOUNT_ID', 'an account id of twelve digits'],
    ['IAM', 'arn:aws:iam::x123456789012:role/Deploy', 'ACCOUNT_ID', 'an account id of twelve digits'],
    ['IAM', 'arn:aws:iam::123456789012:root', 'RESOURCE_TYPE', 'role/, user/ or group/'],
    ['IAM', 'arn:aws:iam::123456789012:instance-profile/x', 'RESOURCE_TYPE', 'role/, user/ or group/'],
    ['IAM', 'arn:aws:iam::123456789012:role/Name*', 'WILDCARD', 'IAM_PATTERN and no account id'],
    ['IAM', 'arn:aws:iam::123456789012:role/Na?me', 'WILDCARD', 'no * or ?'],
    ['IAM', 'arn:aws:sts::123456789012:federated-user/ann', 'NOT_IAM', 'an ARN of the service iam'],
    ['IAM', 'arn:aws:iam::123456789012:role/my:role', 'RESOURCE_ID', 'a role name of letters, digits'],
    ['IAM', 'arn:aws:iam::123456789012:role//Deploy', 'RESOURCE_ID', 'a path that IAM allows'],
    ['IAM', `arn:aws:iam::123456789012:role/${'r'.repeat(65)}`, 'RESOURCE_ID', 'a role name of at most 64'],
    [
      'IAM',
      `arn:aws:iam::123456789012:group/${'g'.repeat(129)}`,
      'RESOURCE_ID',
      'a group name of at most 128',
    ],
    ['IAM', `arn:aws:iam::123456789012:role/${'p'.repeat(511)}/r`, 'RESOURCE_ID', 'a path of at most 512'],
    [PATTERN, 'arn:aws:iam:::role/my role', 'CHARACTERS', 'printable ASCII without spaces'],
    [PATTERN, 'arn:aws:iam:::role/Name\n', 'CHARACTERS', 'printable ASCII without spaces'],
    [PATTERN, ' arn:aws:iam:::role/Name', 'CHARACTERS', 'printable ASCII without spaces'],
    [PATTERN, 'arn:aws:iam:::role/Näme', 'CHARACTERS', 'printable ASCII without spaces'],
    [PATTERN, '', 'LENGTH', 'an ARN of 1 to 1000 characters'],
    [PATTERN, long(1001, 'arn:aws:iam:::role/'), 'LENGTH', 'an ARN of 1 to 1000 characters'],
  ] as const)('as %s: %s', (principalType, principalArn, code, expected) => {
    const parsed = parsePrincipal({ principalArn, principalType }, 'aws');

    expect(parsed).toMatchObject({
      ok: false,
      problem: { field: 'principalArn', code, expected: expect.stringContaining(expected) },
    });
  });

  it.each([
    ['IAM', 'IAM_PATTERN', 'arn:aws:iam:::role/Deploy', 'it names no account'],
    ['IAM', 'IAM_PATTERN', 'arn:aws:iam:::role/Deploy*', 'it names no account'],
    ['IAM_PATTERN', 'IAM', 'arn:aws:iam::123456789012:role/Deploy', 'it names an account'],
  ] as const)(
    'typed %s where only %s fits, and says so: %s',
    (principalType, fittingType, principalArn, why) => {
      const parsed = parsePrincipal({ principalArn, principalType }, 'aws');

      expect(parsed).toEqual({
        ok: false,
        problem: {
          field: 'principalType',
          value: principalType,
          code: 'TYPE_CONTRADICTS',
          expected: `${fittingType} for this ARN, since ${why}`,
          fittingType,
        },
      });
    },
  );

  it('when its type is none that Service Catalog has', () => {
    const given = JSON.parse(
      '{ "principalArn": "arn:aws:iam:::role/Deploy", "principalType": "iam_pattern" }',
    );

    const parsed = parsePrincipal(given, 'aws');

    expect(parsed).toEqual({
      ok: false,
      problem: {
        field: 'principalType',
        value: 'iam_pattern',
        code: 'PRINCIPAL_TYPE_UNKNOWN',
        expected: 'IAM or IAM_PATTERN',
      },
    });
  });

  it('when its ARN is no text', () => {
    const given = JSON.parse('{ "principalArn": 5, "principalType": "IAM" }');

    const parsed = parsePrincipal(given, 'aws');

    expect(parsed).toMatchObject({
      ok: false,
      problem: { field: 'principalArn', value: '5', code: 'LENGTH' },
    });
  });

  it.each(['IAM', 'IAM_PATTERN'] as const)(
    'as an assumed-role session, with the role it stands for, typed %s',
    (type) => {
      const principalArn = 'arn:aws:sts::123456789012:assumed-role/Deploy/ann@acme.example';

      const parsed = parsePrincipal({ principalArn, principalType: type }, 'aws');

      expect(parsed).toEqual({
        ok: false,
        problem: {
          field: 'principalArn',
          value: principalArn,
          code: 'ASSUMED_ROLE_SESSION',
          expected:
            'the role that the session stands for, arn:aws:iam::123456789012:role/Deploy, with its path where it has one',
          roleArn: 'arn:aws:iam::123456789012:role/Deploy',
        },
      });
    },
  );

  it('as a single-sign-on session, with the pattern for its permission set', () => {
    const role = 'AWSReservedSSO_Dev_Ops_0123456789abcdef';
    const principalArn = `arn:aws-us-gov:sts::123456789012:assumed-role/${role}/ann`;

    const parsed = parsePrincipal({ principalArn, principalType: 'IAM' }, 'aws-us-gov');

    expect(parsed).toMatchObject({
      ok: false,
      problem: {
        code: 'ASSUMED_ROLE_SESSION',
        roleArn: `arn:aws-us-gov:iam::123456789012:role/${role}`,
        expected: expect.stringContaining(
          'arn:aws-us-gov:iam:::role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Dev_Ops_???????????????? as IAM_PATTERN',
        ),
      },
    });
  });

  it('as a session whose name is left out, with the role all the same', () => {
    const principalArn = 'arn:aws:sts::123456789012:assumed-role/Deploy';

    const parsed = parsePrincipal({ principalArn, principalType: 'IAM' }, 'aws');

    expect(parsed).toMatchObject({ problem: { roleArn: 'arn:aws:iam::123456789012:role/Deploy' } });
  });

  it.each([
    'xAWSReservedSSO_Dev_0123456789abcdef',
    'AWSReservedSSO_Dev_0123456789abcdefx',
    'AWSReservedSSO_Dev',
  ])('without a pattern where the role is none of single sign-on: %s', (role) => {
    const principalArn = `arn:aws:sts::123456789012:assumed-role/${role}/s`;

    const parsed = parsePrincipal({ principalArn, principalType: 'IAM' }, 'aws');

    expect(parsed).toMatchObject({
      problem: { expected: expect.stringContaining(`role/${role}, with its path`) },
    });
  });

  it.each([
    'arn:aws:sts::123456789012:assumed-role/Dep*/s',
    'arn:aws:sts::12345678901:assumed-role/Deploy/s',
    'xarn:aws:sts::123456789012:assumed-role/Deploy/s',
    `arn:aws:sts::123456789012:assumed-role/${'r'.repeat(65)}/s`,
  ])('without guessing a role where the session is none: %s', (principalArn) => {
    const parsed = parsePrincipal({ principalArn, principalType: 'IAM' }, 'aws');

    expect(parsed).not.toHaveProperty('problem.roleArn');
    expect(parsed.ok).toBe(false);
  });
});

describe('the principals of a request', () => {
  it('are all decided, and every wrong one is named by its place', () => {
    const parsed = parsePrincipals(
      [
        { principalArn: 'arn:aws:iam:::role/Deploy', principalType: 'IAM_PATTERN' },
        { principalArn: 'arn:aws:iam:::role/', principalType: 'IAM_PATTERN' },
        { principalArn: 'arn:aws:iam:::role/Deploy', principalType: 'IAM' },
      ],
      'aws',
    );

    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ field: 'principals[1].principalArn' }, { field: 'principals[2].principalType' }],
    });
  });

  it('come back in their order when all are right', () => {
    const given = [
      { principalArn: 'arn:aws:iam:::role/B', principalType: 'IAM_PATTERN' },
      { principalArn: 'arn:aws:iam::123456789012:role/A', principalType: 'IAM' },
    ] as const;

    const parsed = parsePrincipals(given, 'aws');

    expect(parsed).toMatchObject({ ok: true, principals: given });
  });
});

describe('the grammar, against one written as regular expressions', () => {
  const REFERENCE = {
    IAM_PATTERN: /^arn:aws:iam:::(role|user|group)\/[!-~]*[!-.0-~]$/,
    IAM: /^arn:aws:iam::[0-9]{12}:((role|user)\/([!-)+->@-~]+\/)?[\w+=,.@-]{1,64}|group\/([!-)+->@-~]+\/)?[\w+=,.@-]{1,128})$/,
  };
  const piece = fc.constantFrom(
    ...[
      'arn',
      ':',
      '::',
      'aws',
      'aws-cn',
      'iam',
      'sts',
      '123456789012',
      '12345678901',
      'role',
      'user',
      'group',
    ],
    ...[
      '/',
      '*',
      '?',
      'Name',
      'a.b',
      'x@y',
      ' ',
      'é',
      'policy',
      'root',
      '',
      'eu-west-1',
      'arn:aws:iam:::role/',
      'arn:aws:iam::123456789012:',
    ],
  );
  const arn = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc
      .tuple(
        fc.constantFrom(
          'arn:aws:iam:::',
          'arn:aws:iam::123456789012:',
          'arn:aws:iam::1:',
          'arn:aws-cn:iam:::',
        ),
        fc.constantFrom('role/', 'user/', 'group/', 'role', '*/', 'Role/', ''),
        fc.array(piece, { maxLength: 5 }),
      )
      .map(([head, type, rest]) => head + type + rest.join('')),
  );

  it('decides every ARN alike', () => {
    fc.assert(
      fc.property(arn, fc.constantFrom('IAM', 'IAM_PATTERN'), (principalArn, principalType) => {
        const { ok } = parsePrincipal({ principalArn, principalType }, 'aws');

        expect(ok).toBe(REFERENCE[principalType].test(principalArn));
      }),
      { numRuns: 5000 },
    );
  });
});
