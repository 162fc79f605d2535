import { expect, test } from 'vitest';
import { neededElsewhere } from '../../../core/ledger/needed-elsewhere.ts';
import type { ShareEntry } from '../../../core/ledger/wanted-share.ts';

const UNIT = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;
const OTHER = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' } as const;
const role = (name: string) =>
  ({ principalArn: `arn:aws:iam::111122223333:role/${name}`, principalType: 'IAM' }) as const;

const entries = [
  { recipient: UNIT, wanted: { principals: [{ ...role('Hub'), askedBy: 'first' }] } },
] as unknown as readonly ShareEntry[];

test('a principal that another wanted share asks for is needed, whatever path or letter case it is named with', () => {
  const needs = [{ principalArn: role('Hub').principalArn, recipient: UNIT }];

  expect(neededElsewhere({ recipient: OTHER, principals: [role('Hub')] }, entries)).toEqual(needs);
  // Service Catalog lists a role without its path, and takes it off by either.
  for (const name of ['team/Hub', 'HUB']) {
    expect(neededElsewhere({ recipient: OTHER, principals: [role(name)] }, entries)).toMatchObject([
      { recipient: UNIT },
    ]);
  }
});

test('what nobody else asks for is not', () => {
  expect(neededElsewhere({ recipient: OTHER, principals: [role('Spoke')] }, entries)).toEqual([]);
  expect(neededElsewhere({ recipient: UNIT, principals: [role('Hub')] }, entries)).toEqual([]);
});

test('what another share asks for beside other principals is needed; one that is not wanted needs nothing', () => {
  const several = [
    { recipient: UNIT, wanted: { principals: [role('Spoke'), role('Hub')] } },
    { recipient: { ...UNIT, value: 'ou-ab12-00000000' } },
  ] as unknown as readonly ShareEntry[];

  expect(neededElsewhere({ recipient: OTHER, principals: [role('Hub')] }, several)).toHaveLength(1);
});
