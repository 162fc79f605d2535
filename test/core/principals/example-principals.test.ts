import { expect, test } from 'vitest';
import { exampleNames, examplePrincipals } from '../../../core/principals/example-principals.ts';
import { parsePrincipal } from '../../../core/principals/parse-principal.ts';
import { splitPrincipalArn } from '../../../core/principals/principal.ts';
import { SSO, SUFFIX } from './risk-of.ts';

/** Without what all ARNs of this partition begin with; another account than the usual one is told. */
function examples(principalArn: string) {
  const principalType = principalArn.includes(':::') ? 'IAM_PATTERN' : 'IAM';
  const parsed = parsePrincipal({ principalArn, principalType }, 'aws');
  if (!parsed.ok) throw new Error(parsed.problem.expected);
  const short = (arn: string) => arn.replace(/^arn:aws:iam::(123456789012:)?/, '');
  const { matching, notMatching } = examplePrincipals(parsed.principal);
  return { matching: matching.map(short), notMatching: notMatching.map(short) };
}

test('a star in a name is filled in, and what is spelt otherwise does not match', () => {
  expect(examples('arn:aws:iam:::role/Deployer-*')).toEqual({
    matching: ['role/Deployer-Example', 'role/Deployer-', 'role/Deployer-X', 'role/Deployer-Admin'],
    notMatching: ['role/other/Deployer-Example', 'role/deployer-example', 'user/Deployer-Example'],
  });
});

test('a star in a path is filled in by paths, one between slashes and one after a name', () => {
  expect(examples('arn:aws:iam:::role/team/*/Deploy-???')).toEqual({
    matching: [
      'role/team/team/Deploy-123',
      'role/team/team/dev/Deploy-987',
      'role/team/ops/Deploy-111',
      'role/team/team/Deploy-12',
    ],
    notMatching: [
      'role/Deploy-123',
      'role/other/team/team/Deploy-123',
      'role/team/team/Deploy-123-2',
      'role/team/team/deploy-123',
    ],
  });
  expect(examples('arn:aws:iam:::role/team*/Deploy').matching).toEqual([
    'role/team/team/Deploy',
    'role/team/Deploy',
    'role/team/team/dev/Deploy',
    'role/team/ops/Deploy',
  ]);
  expect(examples('arn:aws:iam:::role/*/x')).toEqual({
    matching: ['role/team/x', 'role/team/dev/x', 'role/ops/x', 'role/other/team/x'],
    notMatching: ['role/x', 'role/team/x-2', 'role/TEAM/X', 'user/team/x'],
  });
});

test('a question mark is one character or none', () => {
  expect(examples('arn:aws:iam:::user/dev-?')).toEqual({
    matching: ['user/dev-1', 'user/dev-', 'user/dev-9', '210987654321:user/dev-1'],
    notMatching: ['user/other/dev-1', 'user/dev-1-2', 'user/DEV-1', 'role/dev-1'],
  });
});

test('for single sign-on they are roles as IAM Identity Center makes them, with and without a Region', () => {
  expect(examples(`arn:aws:iam:::${SSO}*/AWSReservedSSO_Dev_${SUFFIX}`)).toEqual({
    matching: [
      `${SSO}/eu-west-1/AWSReservedSSO_Dev_0123456789abcdef`,
      `${SSO}/us-east-2/AWSReservedSSO_Dev_fedcba9876543210`,
      `${SSO}/AWSReservedSSO_Dev_0123456789abcdef`,
      `${SSO}/eu-west-1/AWSReservedSSO_Dev_0123456789abcde`,
    ],
    notMatching: [
      'role/AWSReservedSSO_Dev_0123456789abcdef',
      'role/other/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dev_0123456789abcdef',
      `${SSO}/eu-west-1/AWSReservedSSO_Dev_0123456789abcdef-2`,
      `${SSO}/eu-west-1/awsreservedsso_dev_0123456789abcdef`,
    ],
  });
  expect(examples(`arn:aws:iam:::${SSO}/*/AWSReservedSSO_Dev_*`).notMatching).toContain(
    `${SSO}/AWSReservedSSO_Dev_0123456789abcdef`,
  );
});

test('a principal of an account is that one alone', () => {
  expect(examples('arn:aws:iam::111122223333:role/team/Deploy')).toEqual({
    matching: ['111122223333:role/team/Deploy'],
    notMatching: [
      '111122223333:role/Deploy',
      '111122223333:role/other/team/Deploy',
      '111122223333:role/team/Deploy-2',
      '111122223333:role/team/deploy',
    ],
  });
});

test('a name that IAM cannot hold is no example', () => {
  const { matching } = examples(`arn:aws:iam:::role/${'a'.repeat(60)}*`);

  expect(matching).toEqual([`role/${'a'.repeat(60)}`, `role/${'a'.repeat(60)}X`]);
});

test('a finding names two of them', () => {
  const parts = splitPrincipalArn('arn:aws:iam:::group/Dev-*');

  expect(parts && exampleNames(parts)).toEqual(['group/Dev-Example', 'group/Dev-']);
});
