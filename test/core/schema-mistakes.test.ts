import { expect, test } from 'vitest';
import { parseConfig } from '../../core/config/config.ts';
import { parseDeclared } from '../../core/declaration/parse-declared.ts';
import { describeProblem } from '../../core/problem.ts';
import { parseShareRequest } from '../../events/portfolio-share-requested.ts';

const asked = (detail: object) => {
  const parsed = parseShareRequest({
    requestId: 'a',
    portfolioId: 'port-a',
    accountId: '111122223333',
    ...detail,
  });
  return parsed.ok ? [] : parsed.problems.map(describeProblem);
};
const expectedIn = (file: object) => {
  const parsed = parseDeclared(file, 'aws');
  return Object.fromEntries(
    parsed.ok ? [] : parsed.problems.map(({ path, expected }) => [path.join('.'), expected]),
  );
};

test('all unknown fields of an object are named, not the first alone', () => {
  const config = parseConfig({ a: 1, b: 2, share: { x: 1, y: 2 } });

  expect(asked({ a: 1, b: { c: 2 }, toString: 3 })).toEqual([
    'a is 1: expected no field of this name',
    'b is {"c":2}: expected no field of this name',
    'toString is 3: expected no field of this name',
  ]);
  expect(config.ok ? [] : config.problems.map(({ field }) => field).sort()).toEqual([
    ...['a', 'b', 'share.x', 'share.y'],
  ]);
});

test('what has the wrong type is told so, not that it is missing', () => {
  expect(asked({ ticket: 'IT-4', principals: {}, dryRun: 'yes', requestedBy: 5 })).toEqual([
    'principals is {}: expected a list',
    'requestedBy is 5: expected a text',
    'ticket is "IT-4": expected an object',
    'dryRun is "yes": expected true or false',
  ]);
});

test.each([
  ['the AWS API', { PortfolioId: 'port-b', SharePrincipals: true }, ['portfolioId', 'sharePrincipals']],
  [
    'Terraform',
    { portfolio_id: 'port-b', principal_id: 'o-a1b2c3d4e5' },
    ['portfolioId', 'organizationNode'],
  ],
])('a request in the spelling of %s is told our names', (_, detail, names) => {
  expect(asked(detail).map((one) => one.replace(/.*; write /, ''))).toEqual(names);
});

test('a file of Landing Zone Accelerator, or a Terraform state, is told the form that fits', () => {
  const accelerator = {
    portfolios: [
      { name: 'x', provider: 'y', shareTarget: { accounts: ['Audit'] }, portfolioAssociations: [] },
    ],
  };

  expect(expectedIn(accelerator)).toEqual({
    version: 'this key, which is required',
    'portfolios.0.portfolioId': 'this key, which is required',
    'portfolios.0.name': 'no key of this name; write portfolioId',
    'portfolios.0.provider': 'no key of this name',
    'portfolios.0.shareTarget': 'no key of this name; write shares',
    'portfolios.0.portfolioAssociations': 'no key of this name; write principals',
  });
  expect(expectedIn({ version: 4, terraform_version: '1.9', resources: [] })).toMatchObject({
    resources: 'no key of this name; write portfolios',
  });
});

test('an account of shares.yml that is written as an ARN of another partition is refused', () => {
  const accountId = 'arn:aws-cn:organizations::111122223333:account/o-a1b2c3d4e5/444455556666';
  const file = { version: 1, portfolios: [{ portfolioId: 'port-a', shares: [{ accountId }] }] };

  expect(expectedIn(file)).toEqual({
    'portfolios.0.shares.0.accountId': expect.stringContaining('an ARN of partition aws'),
  });
});

test.each(['2026-02-30T00:00:00Z', '2026-03-02', '2026-03-02T09:00:00', '2026-03-02T09:00:00+25:00'])(
  '%s is no instant that a request may be wanted until',
  (notAfter) => {
    expect(asked({ notAfter })).toEqual([
      `notAfter is "${notAfter}": expected an instant of RFC 3339 such as 2026-03-02T09:00:00Z`,
    ]);
  },
);

test('of one object at most twenty unknown fields are named', () => {
  const many = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`x${at}`, at]));

  expect(asked(many)).toHaveLength(20);
});
