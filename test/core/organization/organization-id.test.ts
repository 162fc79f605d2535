import { describe, expect, test } from 'vitest';
import { accountIdOf, readOrganizationId } from '../../../core/organization/organization-id.ts';
import { wrongInArn } from '../../../core/organization/wrong-in-arn.ts';

const ORGANIZATION = 'o-a1b2c3d4e5';
const UNIT = 'ou-ab12-cdef3456';
const ACCOUNT = '012345678901';
const ARN = `arn:aws:organizations::111122223333:`;

describe('an id is read however it is written:', () => {
  test.each([
    [ORGANIZATION, 'ORGANIZATION', ORGANIZATION],
    [`  ${UNIT} `, 'ORGANIZATIONAL_UNIT', UNIT],
    ['r-ab12', 'ROOT', 'r-ab12'],
    [12345678901, 'ACCOUNT', ACCOUNT],
    [100_000_000, 'ACCOUNT', '000100000000'],
    [999_999_999_999, 'ACCOUNT', '999999999999'],
    [`Teams (old) ( ${UNIT} )`, 'ORGANIZATIONAL_UNIT', UNIT],
    [`T(${UNIT})`, 'ORGANIZATIONAL_UNIT', UNIT],
    [`Team (${ARN}account/${ORGANIZATION}/${ACCOUNT})`, 'ACCOUNT', ACCOUNT],
    [`${'N'.repeat(381)} (${UNIT})`, 'ORGANIZATIONAL_UNIT', UNIT],
  ])('%s', (written, kind, id) => {
    expect(readOrganizationId(written)).toMatchObject({ kind, id });
  });
});

test('an ARN says more than the id of its node', () => {
  const said = { partition: 'aws', managementAccountId: '111122223333', organizationId: ORGANIZATION };

  expect(readOrganizationId(`${ARN}organization/${ORGANIZATION}`)).toEqual({
    kind: 'ORGANIZATION',
    id: ORGANIZATION,
    said,
  });
  expect(readOrganizationId(`${ARN}ou/${ORGANIZATION}/${UNIT}`)).toEqual({
    kind: 'ORGANIZATIONAL_UNIT',
    id: UNIT,
    said,
  });
});

describe('what names no node is not read:', () => {
  test.each([
    [`${ARN}organization/${ORGANIZATION}/${ORGANIZATION}`],
    [`${ARN}ou/${ORGANIZATION}`],
    [`${ARN}account/${ORGANIZATION}/${UNIT}`],
    [`(${UNIT})`],
    [`Team ${UNIT})`],
    [`Team (${UNIT}`],
    [`Team (${UNIT}]`],
    [`${'N'.repeat(400)} (${UNIT})`],
    [99_999_999],
    [1_000_000_000_000],
    [111_122_223_333.5],
    [undefined],
    [''],
  ])('%s', (written) => {
    expect(readOrganizationId(written)).toBeUndefined();
  });
});

test('an account is named by its own id alone', () => {
  expect(accountIdOf(12345678901)).toBe(ACCOUNT);
  expect(accountIdOf(UNIT)).toBeUndefined();
  expect(accountIdOf('nobody')).toBeUndefined();
});

describe('an ARN from elsewhere is told apart by', () => {
  const said = { partition: 'aws', organizationId: ORGANIZATION, managementAccountId: '111122223333' };

  test.each([
    [{ partition: 'aws-us-gov' }, 'an ARN of partition aws-us-gov, in which this runs, not of aws'],
    [
      { partition: 'aws', organizationId: 'o-zzzzzzzzzz' },
      `a node of organization o-zzzzzzzzzz, which this account is in, not of ${ORGANIZATION}`,
    ],
    [
      { organizationId: ORGANIZATION, managementAccountId: '444455556666' },
      'the management account 444455556666 in the ARN, not 111122223333',
    ],
    [{ ...said }, undefined],
    [{}, undefined],
  ])('%j', (here, wrong) => {
    expect(wrongInArn(said, here)).toBe(wrong);
  });
});
