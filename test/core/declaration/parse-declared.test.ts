import { describe, expect, test } from 'vitest';
import { parseDeclared } from '../../../core/declaration/parse-declared.ts';

const PORTFOLIO = 'port-a1b2c3d4e5f6g';
const UNIT = 'ou-ab12-cdef3456';
const unit = { type: 'ORGANIZATIONAL_UNIT', value: UNIT };
const arn = (partition: string) => `arn:${partition}:organizations::111122223333:ou/o-a1b2c3d4e5/${UNIT}`;
const principal = { principalArn: 'arn:aws:iam:::role/team/*', principalType: 'IAM_PATTERN' };

/** What is wrong with a file of one portfolio: `path: value, expected`, one line for each. */
function mistakesOf(portfolio: object): string[] {
  return linesOf({ version: 1, portfolios: [{ portfolioId: PORTFOLIO, ...portfolio }] });
}

function linesOf(file: unknown): string[] {
  const read = parseDeclared(file, 'aws');
  return read.ok
    ? []
    : read.problems.map(
        ({ path, value, expected }) => `${path.join('.')}: ${JSON.stringify(value)}, ${expected}`,
      );
}

test('a file is read with the defaults of its flags, and each share knows where it stands', () => {
  const read = parseDeclared(
    {
      version: 1,
      portfolios: [
        {
          portfolioId: PORTFOLIO,
          principals: [principal],
          shares: [
            { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: arn('aws') }, sharePrincipals: true },
            { accountId: 12345678901, shareTagOptions: true },
            { organizationNode: { type: 'ACCOUNT', value: '012345678901' } },
          ],
        },
        { portfolioId: 'port-z9y8x7w6v5u4t' },
      ],
    },
    'aws',
  );

  expect(read).toEqual({
    ok: true,
    portfolios: [
      {
        portfolioId: PORTFOLIO,
        principals: [principal],
        shares: [
          {
            at: 0,
            recipient: unit,
            said: { partition: 'aws', managementAccountId: '111122223333', organizationId: 'o-a1b2c3d4e5' },
            shareTagOptions: false,
            sharePrincipals: true,
          },
          {
            at: 1,
            recipient: { type: 'ACCOUNT', value: '012345678901' },
            shareTagOptions: true,
            sharePrincipals: false,
          },
          {
            at: 2,
            recipient: { type: 'ORGANIZATION_MEMBER_ACCOUNT', value: '012345678901' },
            shareTagOptions: false,
            sharePrincipals: false,
          },
        ],
      },
      { portfolioId: 'port-z9y8x7w6v5u4t', principals: [], shares: [] },
    ],
  });
});

describe('what is no file of this format is told as a whole:', () => {
  test.each([[null], ['version: 1'], [[]], [undefined]])('%j', (file) => {
    expect(linesOf(file)).toEqual([`: ${JSON.stringify(file)}, a mapping with version and portfolios`]);
  });

  test('one that nests too deep', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`);

    expect(linesOf(deep)).toEqual([
      ': "nested deeper than 32 levels", at most 32 levels of nesting and 5000000 values',
    ]);
  });
});

describe('a share names one recipient that can be shared with:', () => {
  const [share, node] = ['portfolios.0.shares.0', 'portfolios.0.shares.0.organizationNode.value'];
  const account = '012345678901';

  test.each([
    [{}, `${share}: undefined, either organizationNode or accountId`],
    [
      { organizationNode: unit, accountId: account },
      `${share}.accountId: "${account}", either organizationNode or accountId, not both`,
    ],
    [
      { accountId: account, sharePrincipals: true },
      `${share}.sharePrincipals: true, false: Service Catalog shares principal names with an organization or a unit only`,
    ],
    [
      { organizationNode: { type: 'ACCOUNT', value: account }, sharePrincipals: true },
      `${share}.sharePrincipals: true, false: Service Catalog shares principal names with an organization or a unit only`,
    ],
    [
      { organizationNode: { ...unit, value: arn('aws-cn') } },
      `${node}: "${arn('aws-cn')}", an ARN of partition aws, in which this runs, not of aws-cn`,
    ],
    [
      { organizationNode: { ...unit, value: 'nowhere' } },
      `${node}: "nowhere", an organizational unit id such as ou-ab12-cdef3456, or its ARN`,
    ],
    [
      { accountId: `arn:aws-cn:organizations::111122223333:account/o-a1b2c3d4e5/${account}` },
      `${share}.accountId: "arn:aws-cn:organizations::111122223333:account/o-a1b2c3d4e5/${account}", an ARN of partition aws, in which this runs, not of aws-cn`,
    ],
  ])('%j', (given, mistake) => {
    expect(mistakesOf({ shares: [given] })).toEqual([mistake]);
  });
});

describe('a principal is read by the grammar of principals:', () => {
  test.each([
    [{ principalArn: 'role/team' }, 'principalArn'],
    [{ principalType: 'IAM' }, 'principalType'],
  ])('%j', (given, field) => {
    const other = { ...principal, principalArn: 'arn:aws:iam:::role/other' };
    const [mistake, ...others] = mistakesOf({ principals: [other, { ...principal, ...given }] });

    expect(mistake).toMatch(new RegExp(`^portfolios\\.0\\.principals\\.1\\.${field}: "`));
    expect(others).toEqual([]);
  });
});

test('all mistakes are told at once, whatever is wrong around them', () => {
  const lines = linesOf({
    version: 2,
    portfolios: [
      7,
      {
        portfolioId: 'not a portfolio',
        principals: [
          { ...principal, principalType: 'USER' },
          { ...principal, principalArn: 'role/team' },
        ],
        shares: [{ organizationNode: { type: 'ORGANIZATION', value: UNIT } }, { accountId: 'nobody' }],
      },
      { portfolioId: PORTFOLIO, shares: 'none' },
    ],
  });

  expect(lines.map((line) => line.slice(0, line.indexOf(':'))).sort()).toEqual([
    'portfolios.0',
    'portfolios.1.portfolioId',
    'portfolios.1.principals.0.principalType',
    'portfolios.1.principals.1.principalArn',
    'portfolios.1.shares.0.organizationNode.value',
    'portfolios.1.shares.1.accountId',
    'portfolios.2.shares',
    'version',
  ]);
});

test('what is declared twice is told where it stands the second time', () => {
  const share = { organizationNode: unit };
  const portfolio = { portfolioId: PORTFOLIO, principals: [principal, principal] };

  expect(
    linesOf({
      version: 1,
      portfolios: [{ ...portfolio, shares: [share, { accountId: '1' }, share] }, { portfolioId: PORTFOLIO }],
    }),
  ).toEqual([
    'portfolios.0.shares.1.accountId: "1", an account id of twelve digits, in quotes or as a number',
    `portfolios.1.portfolioId: "${PORTFOLIO}", each portfolio once`,
    `portfolios.0.principals.1.principalArn: "${principal.principalArn}", each principal once`,
    `portfolios.0.shares.2: "${UNIT}", each recipient once`,
  ]);
});

test('portfolios without an id are not taken for one another', () => {
  expect(linesOf({ version: 1, portfolios: [{}, {}] })).toEqual([
    'portfolios.0.portfolioId: undefined, this key, which is required',
    'portfolios.1.portfolioId: undefined, this key, which is required',
  ]);
});
