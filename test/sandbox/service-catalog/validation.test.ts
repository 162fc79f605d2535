import { describe, expect, test } from 'vitest';
import type { inputShapes } from '../../../sandbox/service-catalog/input-shapes.ts';
import { call } from '../simulator/call.ts';
import { PORTFOLIO, startSimulator, WORKLOADS } from '../simulator/start-simulator.ts';

const ID = String.raw`^[a-zA-Z0-9_\-]*`;
const id = { tooLong: 'a'.repeat(101), pattern: ID };
const nodePattern = String.raw`(^[0-9]{12}$)|(^arn:aws:organizations::\d{12}:organization\/o-[a-z0-9]{10,32})|(^o-[a-z0-9]{10,32}$)|(^arn:aws:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$)|(^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$)`;

/** What every operation takes, so that a row has to name only what is wrong. */
const VALID: Readonly<Record<keyof typeof inputShapes, object>> = {
  CreatePortfolio: { DisplayName: 'x', ProviderName: 'x', IdempotencyToken: 'x' },
  DescribePortfolio: { Id: PORTFOLIO },
  DeletePortfolio: { Id: PORTFOLIO },
  ListPortfolios: {},
  CreatePortfolioShare: { PortfolioId: PORTFOLIO },
  UpdatePortfolioShare: { PortfolioId: PORTFOLIO },
  DeletePortfolioShare: { PortfolioId: PORTFOLIO },
  DescribePortfolioShareStatus: { PortfolioShareToken: 'share-x' },
  DescribePortfolioShares: { PortfolioId: PORTFOLIO, Type: 'ACCOUNT' },
  ListPortfolioAccess: { PortfolioId: PORTFOLIO },
  ListOrganizationPortfolioAccess: { PortfolioId: PORTFOLIO, OrganizationNodeType: 'ACCOUNT' },
  AssociatePrincipalWithPortfolio: { PortfolioId: PORTFOLIO, PrincipalARN: 'x', PrincipalType: 'IAM' },
  DisassociatePrincipalFromPortfolio: { PortfolioId: PORTFOLIO, PrincipalARN: 'x' },
  ListPrincipalsForPortfolio: { PortfolioId: PORTFOLIO },
  ListConstraintsForPortfolio: { PortfolioId: PORTFOLIO },
  AcceptPortfolioShare: { PortfolioId: PORTFOLIO },
  RejectPortfolioShare: { PortfolioId: PORTFOLIO },
  ListAcceptedPortfolioShares: {},
  EnableAWSOrganizationsAccess: {},
  DisableAWSOrganizationsAccess: {},
  GetAWSOrganizationsAccessStatus: {},
};
type OperationName = keyof typeof VALID;

const required = (path: string) =>
  `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
const broken = (path: string, value: string, constraint: string) =>
  `Value '${value}' at '${path}' failed to satisfy constraint: Member must ${constraint}`;
const tooLong = (path: string, value: string, max: number) =>
  broken(path, value, `have length less than or equal to ${max}`);

/** Members that several operations have: the same row for each of them. */
const everywhere = (
  operations: OperationName[],
  wrong: object,
  message: string,
): [OperationName, object, string][] => operations.map((operation) => [operation, wrong, message]);
const withPortfolioId: OperationName[] = [
  'CreatePortfolioShare',
  'UpdatePortfolioShare',
  'DeletePortfolioShare',
  'DescribePortfolioShares',
  'ListPortfolioAccess',
  'ListOrganizationPortfolioAccess',
  'AssociatePrincipalWithPortfolio',
  'DisassociatePrincipalFromPortfolio',
  'ListPrincipalsForPortfolio',
  'ListConstraintsForPortfolio',
  'AcceptPortfolioShare',
  'RejectPortfolioShare',
];
const withAcceptLanguage: OperationName[] = [
  ...withPortfolioId.filter((name) => name !== 'DescribePortfolioShares'),
  'CreatePortfolio',
  'DescribePortfolio',
  'DeletePortfolio',
  'ListPortfolios',
  'ListAcceptedPortfolioShares',
];
const withNode: OperationName[] = ['CreatePortfolioShare', 'UpdatePortfolioShare', 'DeletePortfolioShare'];
const pagesOf100: OperationName[] = [
  'ListPortfolios',
  'DescribePortfolioShares',
  'ListPortfolioAccess',
  'ListAcceptedPortfolioShares',
];
const pagesOf20: OperationName[] = [
  'ListOrganizationPortfolioAccess',
  'ListPrincipalsForPortfolio',
  'ListConstraintsForPortfolio',
];
const nodeTypes = 'satisfy enum value set: [ORGANIZATION, ORGANIZATIONAL_UNIT, ACCOUNT]';
const longToken = 't'.repeat(2025);

describe('a member that breaks a constraint of the model is told as the service tells it', () => {
  test.each([
    ...everywhere(withPortfolioId, { PortfolioId: undefined }, required('portfolioId')),
    ...everywhere(withPortfolioId, { PortfolioId: null }, required('portfolioId')),
    ...everywhere(
      withPortfolioId,
      { PortfolioId: '' },
      broken('portfolioId', '', 'have length greater than or equal to 1'),
    ),
    ...everywhere(withPortfolioId, { PortfolioId: id.tooLong }, tooLong('portfolioId', id.tooLong, 100)),
    ...everywhere(
      withAcceptLanguage,
      { AcceptLanguage: id.tooLong },
      tooLong('acceptLanguage', id.tooLong, 100),
    ),
    ...everywhere(
      withNode,
      { AccountId: '1234' },
      broken('accountId', '1234', 'satisfy regular expression pattern: ^[0-9]{12}$'),
    ),
    ...everywhere(
      withNode,
      { OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value: 'r-ab12' } },
      broken('organizationNode.value', 'r-ab12', `satisfy regular expression pattern: ${nodePattern}`),
    ),
    ...everywhere(
      withNode,
      { OrganizationNode: { Type: 'ROOT', Value: WORKLOADS } },
      broken('organizationNode.type', 'ROOT', nodeTypes),
    ),
    ...everywhere(
      pagesOf100,
      { PageSize: 101 },
      broken('pageSize', '101', 'have value less than or equal to 100'),
    ),
    ...everywhere(
      pagesOf20,
      { PageSize: 21 },
      broken('pageSize', '21', 'have value less than or equal to 20'),
    ),
    ...everywhere(
      [...pagesOf100, ...pagesOf20],
      { PageSize: -1 },
      broken('pageSize', '-1', 'have value greater than or equal to 0'),
    ),
    ...everywhere(
      [...pagesOf100, ...pagesOf20],
      { PageToken: longToken },
      tooLong('pageToken', longToken, 2024),
    ),
    ...everywhere(['DescribePortfolio', 'DeletePortfolio'], { Id: undefined }, required('id')),
    ...everywhere(
      ['DescribePortfolio', 'DeletePortfolio'],
      { Id: id.tooLong },
      tooLong('id', id.tooLong, 100),
    ),
    ...everywhere(
      ['AssociatePrincipalWithPortfolio', 'DisassociatePrincipalFromPortfolio'],
      { PrincipalARN: 'a'.repeat(1001) },
      tooLong('principalARN', 'a'.repeat(1001), 1000),
    ),
    ...everywhere(
      ['AssociatePrincipalWithPortfolio', 'DisassociatePrincipalFromPortfolio'],
      { PrincipalARN: '' },
      broken('principalARN', '', 'have length greater than or equal to 1'),
    ),
    ...everywhere(
      ['AssociatePrincipalWithPortfolio', 'DisassociatePrincipalFromPortfolio'],
      { PrincipalType: 'ROLE' },
      broken('principalType', 'ROLE', 'satisfy enum value set: [IAM, IAM_PATTERN]'),
    ),
    ...everywhere(
      ['AcceptPortfolioShare', 'RejectPortfolioShare', 'ListAcceptedPortfolioShares'],
      { PortfolioShareType: 'ACCOUNT' },
      broken(
        'portfolioShareType',
        'ACCOUNT',
        'satisfy enum value set: [IMPORTED, AWS_SERVICECATALOG, AWS_ORGANIZATIONS]',
      ),
    ),
    ['AssociatePrincipalWithPortfolio', { PrincipalType: undefined }, required('principalType')],
    ['DescribePortfolioShareStatus', { PortfolioShareToken: undefined }, required('portfolioShareToken')],
    [
      'DescribePortfolioShareStatus',
      { PortfolioShareToken: id.tooLong },
      tooLong('portfolioShareToken', id.tooLong, 100),
    ],
    ['DescribePortfolioShares', { Type: undefined }, required('type')],
    [
      'DescribePortfolioShares',
      { Type: 'OU' },
      broken(
        'type',
        'OU',
        'satisfy enum value set: [ACCOUNT, ORGANIZATION, ORGANIZATIONAL_UNIT, ORGANIZATION_MEMBER_ACCOUNT]',
      ),
    ],
    [
      'ListOrganizationPortfolioAccess',
      { OrganizationNodeType: undefined },
      required('organizationNodeType'),
    ],
    [
      'ListOrganizationPortfolioAccess',
      { OrganizationNodeType: 'OU' },
      broken('organizationNodeType', 'OU', nodeTypes),
    ],
    [
      'ListPortfolioAccess',
      { OrganizationParentId: id.tooLong },
      tooLong('organizationParentId', id.tooLong, 100),
    ],
    [
      'ListConstraintsForPortfolio',
      { ProductId: '' },
      broken('productId', '', 'have length greater than or equal to 1'),
    ],
    ['CreatePortfolio', { DisplayName: undefined }, required('displayName')],
    ['CreatePortfolio', { DisplayName: id.tooLong }, tooLong('displayName', id.tooLong, 100)],
    ['CreatePortfolio', { ProviderName: 'p'.repeat(51) }, tooLong('providerName', 'p'.repeat(51), 50)],
    ['CreatePortfolio', { Description: 'd'.repeat(2001) }, tooLong('description', 'd'.repeat(2001), 2000)],
    ['CreatePortfolio', { IdempotencyToken: undefined }, required('idempotencyToken')],
    [
      'CreatePortfolio',
      { IdempotencyToken: 'i'.repeat(129) },
      tooLong('idempotencyToken', 'i'.repeat(129), 128),
    ],
    [
      'CreatePortfolio',
      { IdempotencyToken: '-' },
      broken('idempotencyToken', '-', 'satisfy regular expression pattern: [a-zA-Z0-9][a-zA-Z0-9_-]*'),
    ],
    ['CreatePortfolio', { Tags: [{ Key: 'k' }] }, required('tags.1.member.value')],
    [
      'CreatePortfolio',
      { Tags: [{ Key: 'k<', Value: 'v' }] },
      broken(
        'tags.1.member.key',
        'k<',
        String.raw`satisfy regular expression pattern: ^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$`,
      ),
    ],
  ] as [OperationName, object, string][])('%s %j', async (operation, wrong, message) => {
    const { simulator } = startSimulator();

    const { statusCode, json } = await call(simulator, operation, { ...VALID[operation], ...wrong });

    expect(statusCode).toBe(400);
    expect(json).toMatchObject({ __type: 'ValidationException' });
    expect(json.message).toBe(`1 validation error detected: ${message}`);
  });

  test('several are told at once', async () => {
    const { simulator } = startSimulator();

    const { json } = await call(simulator, 'DescribePortfolioShares', { Type: 'OU', PageSize: 101 });

    expect(json.message).toMatch(
      /^3 validation errors detected: Value null at 'portfolioId' .*; Value 'OU' at 'type' .*; Value '101' at 'pageSize' /,
    );
  });
});

test.each([
  ['CreatePortfolioShare', { PortfolioId: 5 }],
  ['CreatePortfolioShare', { SharePrincipals: 'true' }],
  ['CreatePortfolioShare', { OrganizationNode: WORKLOADS }],
  ['CreatePortfolioShare', { OrganizationNode: { Type: 1, Value: WORKLOADS } }],
  ['ListPortfolios', { PageSize: '20' }],
  ['ListPortfolios', { PageSize: 2.5 }],
  ['CreatePortfolio', { Tags: {} }],
] as [OperationName, object][])(
  'a value of another JSON type is no input: %s %j',
  async (operation, wrong) => {
    const { simulator } = startSimulator();

    const { json } = await call(simulator, operation, { ...VALID[operation], ...wrong });

    expect(json).toMatchObject({ __type: 'SerializationException' });
  },
);

test.each(Object.entries(VALID))(
  '%s takes what the model admits, and members it does not know',
  async (name, input) => {
    const { simulator } = startSimulator();

    const { json } = await call(simulator, name, { ...input, Unknown: 1 });

    expect(['ValidationException', 'SerializationException']).not.toContain(json.__type);
  },
);

test('an id may go on after its pattern, which the model does not anchor', async () => {
  const { simulator } = startSimulator();

  const { json } = await call(simulator, 'DescribePortfolio', { Id: 'port-1 !!!' });

  expect(json).toMatchObject({
    __type: 'ResourceNotFoundException',
    message: 'Portfolio not found: port-1 !!!',
  });
});
