import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeProblem } from '../../core/problem.ts';
import { parseShareRequest } from '../../events/portfolio-share-requested.ts';

const example = JSON.parse(readFileSync('events/examples/portfolio-share-requested.json', 'utf8'));

test('the example of a request parses', () => {
  expect(parseShareRequest(example.detail)).toMatchObject({
    ok: true,
    request: { requestId: 'vend-2026-000123' },
  });
});

test.each([
  ['another major version', { version: '2' }, 'version is "2": expected "1"'],
  ['an unknown field', { sharePrincipal: true }, 'sharePrincipal is true: expected no field of this name'],
  ['no request id', { requestId: undefined }, 'requestId is missing: expected this field, which is required'],
  ['a text for a flag', { sharePrincipals: 'yes' }, 'sharePrincipals is "yes": expected true or false'],
  [
    'both recipients',
    { accountId: '111122223333' },
    'accountId is "111122223333": expected either organizationNode or accountId, not both',
  ],
  [
    'neither recipient',
    { organizationNode: undefined },
    'organizationNode is missing: expected organizationNode or accountId',
  ],
  [
    'a root',
    { organizationNode: { type: 'ORGANIZATION', value: 'r-ab12' } },
    'expected type ORGANIZATION with the organization id (o-…): a root cannot be shared with',
  ],
  [
    'a unit for an organization',
    { organizationNode: { type: 'ORGANIZATION', value: 'ou-ab12-cdef3456' } },
    'expected type ORGANIZATIONAL_UNIT for this value',
  ],
  [
    'principals of one account',
    { organizationNode: { type: 'ACCOUNT', value: '111122223333' } },
    'sharePrincipals is "true": expected false',
  ],
  [
    'a principal of no type',
    { principals: [{ principalArn: 'x', principalType: 'ROLE' }] },
    'principals[0].principalType is "ROLE"',
  ],
])('a request with %s does not, and says why', (_, change, sentence) => {
  const parsed = parseShareRequest(JSON.parse(JSON.stringify({ ...example.detail, ...change })));

  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.problems.map(describeProblem).join('; ')).toContain(sentence);
});

test.each([null, 7, 'text', [], [[]], { requestId: { deep: {} } }])(
  '%j is refused, not thrown at',
  (detail) => {
    expect(parseShareRequest(detail).ok).toBe(false);
  },
);
