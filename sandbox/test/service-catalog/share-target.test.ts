import { CreatePortfolioShareCommand, type OrganizationNode } from '@aws-sdk/client-service-catalog';
import { describe, expect, test } from 'vitest';
import {
  MANAGEMENT,
  ORGANIZATION,
  PORTFOLIO,
  SANDBOX_ACCOUNT,
  startSimulator,
  WORKLOADS,
} from '../simulator/start-simulator.ts';
import { sharesOf } from './share.ts';

const arn = (resource: string) => `arn:aws:organizations::${MANAGEMENT}:${resource}`;
const share = (target: object) => new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, ...target });

test.each([
  ['ORGANIZATION', arn(`organization/${ORGANIZATION}`), ORGANIZATION],
  ['ORGANIZATIONAL_UNIT', arn(`ou/${ORGANIZATION}/${WORKLOADS}`), WORKLOADS],
] as const)('the ARN of an %s is kept as its bare id', async (Type, Value, id) => {
  const { catalog } = startSimulator();

  await catalog().send(share({ OrganizationNode: { Type, Value } }));

  expect(await sharesOf(catalog(), Type)).toMatchObject([{ PrincipalId: id }]);
});

describe('refused', () => {
  const refusals: [string, OrganizationNode, string][] = [
    [
      'an organization under the type of a unit',
      { Type: 'ORGANIZATIONAL_UNIT', Value: ORGANIZATION },
      'InvalidParametersException',
    ],
    [
      'a unit under the type of an account',
      { Type: 'ACCOUNT', Value: WORKLOADS },
      'InvalidParametersException',
    ],
    [
      'rubbish behind the ARN of an organization',
      { Type: 'ORGANIZATION', Value: arn(`organization/${ORGANIZATION} !`) },
      'ValidationException',
    ],
    ['a node without a type', { Value: WORKLOADS }, 'InvalidParametersException'],
    ['a node without a value', { Type: 'ORGANIZATION' }, 'InvalidParametersException'],
    ['the root', { Type: 'ORGANIZATIONAL_UNIT', Value: 'r-ab12' }, 'ValidationException'],
    [
      'an ARN of another partition',
      {
        Type: 'ORGANIZATION',
        Value: `arn:aws-us-gov:organizations::${MANAGEMENT}:organization/${ORGANIZATION}`,
      },
      'ValidationException',
    ],
    [
      'the ARN of an account',
      { Type: 'ACCOUNT', Value: arn(`account/${ORGANIZATION}/${SANDBOX_ACCOUNT}`) },
      'ValidationException',
    ],
    [
      'an unknown unit',
      { Type: 'ORGANIZATIONAL_UNIT', Value: 'ou-ab12-unknown1' },
      'ResourceNotFoundException',
    ],
    ['another organization', { Type: 'ORGANIZATION', Value: 'o-zzzzzzzzzz' }, 'ResourceNotFoundException'],
    [
      "another organization's unit of the same id",
      { Type: 'ORGANIZATIONAL_UNIT', Value: arn(`ou/o-zzzzzzzzzz/${WORKLOADS}`) },
      'ResourceNotFoundException',
    ],
    ['an account outside', { Type: 'ACCOUNT', Value: '999988887777' }, 'ResourceNotFoundException'],
  ];
  test.each(refusals)('%s', async (_name, OrganizationNode, name) => {
    const { catalog } = startSimulator();

    await expect(catalog().send(share({ OrganizationNode }))).rejects.toMatchObject({ name });
  });

  test.each([
    ['neither account nor node', {}],
    ['both', { AccountId: SANDBOX_ACCOUNT, OrganizationNode: { Type: 'ACCOUNT', Value: SANDBOX_ACCOUNT } }],
    ["the portfolio's own account", { AccountId: MANAGEMENT }],
    ['SharePrincipals with an account', { AccountId: SANDBOX_ACCOUNT, SharePrincipals: true }],
    [
      'SharePrincipals with a member account as a node',
      { OrganizationNode: { Type: 'ACCOUNT', Value: SANDBOX_ACCOUNT }, SharePrincipals: true },
    ],
  ])('%s', async (_name, target) => {
    const { catalog } = startSimulator();

    await expect(catalog().send(share(target))).rejects.toMatchObject({ name: 'InvalidParametersException' });
  });
});

test('SharePrincipals with a member account is taken where the scenario follows the launch note', async () => {
  const { catalog } = startSimulator({ undocumented: { sharePrincipalsWithMemberAccount: true } });
  const OrganizationNode = { Type: 'ACCOUNT', Value: SANDBOX_ACCOUNT };

  await catalog().send(share({ OrganizationNode, SharePrincipals: true }));

  expect(await sharesOf(catalog(), 'ORGANIZATION_MEMBER_ACCOUNT')).toMatchObject([{ SharePrincipals: true }]);
});
