import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const text = readFileSync('docs/guarded-paths-scp.json', 'utf8');
const policy = JSON.parse(text);
const statements: { Effect: string; Action: string[]; Resource: string[]; Condition: unknown }[] =
  policy.Statement;

describe('the service control policy that guards a path', () => {
  it.each([
    ['create', ['iam:CreateRole', 'iam:CreateUser', 'iam:CreateGroup']],
    ['rename and move', ['iam:UpdateUser', 'iam:UpdateGroup']],
    ['re-trust', ['iam:UpdateAssumeRolePolicy']],
    ['pass', ['iam:PassRole']],
    ['add to a group', ['iam:AddUserToGroup']],
    ['sign in as', ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile']],
  ])('denies to %s', (_, actions) => {
    const denied = statements.flatMap(({ Action }) => Action);

    expect(denied).toEqual(expect.arrayContaining(actions));
  });

  it('denies in the guarded path of every kind of principal, to everybody but one trusted role', () => {
    const [{ Condition } = { Condition: undefined }] = statements;

    expect(Condition).toMatchObject({
      ArnNotLike: { 'aws:PrincipalArn': expect.stringContaining('role/aws-reserved/') },
    });
    for (const statement of statements) {
      expect(statement).toMatchObject({ Effect: 'Deny', Condition });
      expect(statement.Resource.every((arn) => /:(role|user|group)\/platform\/\*$/.test(arn))).toBe(true);
    }
  });

  it('fits the 5120 characters that Organizations allows', () => {
    expect(JSON.stringify(policy).length).toBeLessThan(5120);
  });
});
