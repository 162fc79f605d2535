import { expect, test } from 'vitest';
import { parseNodeValue } from '../../../core/share/organization-node-value.ts';

const UNIT = 'ou-ab12-cdef3456';

test('an id is taken bare, and an ARN with what else it says', () => {
  const arn = `arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/${UNIT}`;

  expect(parseNodeValue('ORGANIZATIONAL_UNIT', UNIT)).toEqual({ id: UNIT });
  expect(parseNodeValue('ORGANIZATIONAL_UNIT', arn)).toEqual({
    id: UNIT,
    said: { partition: 'aws', managementAccountId: '111122223333', organizationId: 'o-a1b2c3d4e5' },
  });
});

test.each([
  ['ORGANIZATIONAL_UNIT', 'r-ab12', /^type ORGANIZATION with the organization id .*a root cannot be shared/],
  ['ORGANIZATION', UNIT, /^type ORGANIZATIONAL_UNIT for this value, or an organization id such as o-/],
  ['ACCOUNT', UNIT, /^type ORGANIZATIONAL_UNIT for this value, or an account id of twelve digits/],
  ['ORGANIZATIONAL_UNIT', 'Workloads/Prod', /^the unit's id .* in place of its path/],
  ['ORGANIZATIONAL_UNIT', 'Workloads', /^an organizational unit id such as ou-/],
  ['ORGANIZATIONAL_UNIT', 'arn:aws:x/y', /^an organizational unit id such as ou-/],
  ['ORGANIZATION', 42, /^an organization id such as o-/],
  ['ORGANIZATION', undefined, /^an organization id such as o-/],
  ['ACCOUNT', '12', /^an account id of twelve digits/],
] as const)('of %s %j is told what was expected', (type, value, expected) => {
  expect(parseNodeValue(type, value)).toEqual({ expected: expect.stringMatching(expected) });
});
