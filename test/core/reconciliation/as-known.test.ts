import { expect, test } from 'vitest';
import { knownAs } from '../../../core/principals/known-as.ts';
import { asKnown, knownOf } from '../../../core/reconciliation/as-known.ts';
import type { Reality } from '../../../core/reconciliation/reality.ts';
import { entryOf } from './tampered-world.ts';

const FLAGS = { shareTagOptions: false, sharePrincipals: false };
const account = (type: 'ACCOUNT' | 'ORGANIZATION_MEMBER_ACCOUNT') => ({ type, value: '222233334444' });
const listed = (...types: ('ACCOUNT' | 'ORGANIZATION_MEMBER_ACCOUNT')[]): Reality => ({
  shares: {
    ACCOUNT: types
      .filter((type) => type === 'ACCOUNT')
      .map((type) => ({ recipient: account(type), ...FLAGS })),
    ORGANIZATION_MEMBER_ACCOUNT: types
      .filter((type) => type !== 'ACCOUNT')
      .map((type) => ({ recipient: account(type), ...FLAGS })),
  },
});
const wantedAs = (...types: ('ACCOUNT' | 'ORGANIZATION_MEMBER_ACCOUNT')[]) => ({
  entries: types.map((type) => entryOf(account(type), 1, FLAGS)),
  adoptedPrincipals: [],
});

test.each([
  ['ACCOUNT', 'ORGANIZATION_MEMBER_ACCOUNT'],
  ['ORGANIZATION_MEMBER_ACCOUNT', 'ACCOUNT'],
] as const)('an account that is wanted as %s and listed as %s is there', (wanted, other) => {
  expect(asKnown(listed(other), knownOf(wantedAs(wanted))).shares).toEqual(listed(wanted).shares);
});

test.each([
  ['nobody wants it', listed('ACCOUNT'), wantedAs()],
  ['it is wanted as it is listed', listed('ACCOUNT'), wantedAs('ACCOUNT', 'ORGANIZATION_MEMBER_ACCOUNT')],
  ['both are listed', listed('ACCOUNT', 'ORGANIZATION_MEMBER_ACCOUNT'), wantedAs('ACCOUNT')],
  [
    'one list was not read',
    { shares: { ACCOUNT: listed('ACCOUNT').shares.ACCOUNT ?? [] } },
    wantedAs('ORGANIZATION_MEMBER_ACCOUNT'),
  ],
])('an account stays under its type where %s', (_, reality, wanted) => {
  expect(asKnown(reality, knownOf(wanted)).shares).toEqual(reality.shares);
});

const pattern = (name: string) => ({
  principalArn: `arn:aws:iam:::role/${name}`,
  principalType: 'IAM_PATTERN' as const,
});

test('a principal that is listed in another letter case is the known one', () => {
  expect(knownAs([pattern('DEVELOPER_*')], [pattern('Developer_*')])).toEqual([pattern('Developer_*')]);
});

test('one that is listed beside the known one is another', () => {
  const both = [pattern('Developer_*'), pattern('DEVELOPER_*')];
  expect(knownAs(both, [pattern('Developer_*')])).toEqual(both);
});

test('principals are known by what the ledger says of them, where they were read', () => {
  const known = knownOf({ entries: [], adoptedPrincipals: [pattern('Developer_*')] });

  expect(asKnown({ shares: {}, principals: [pattern('DEVELOPER_*')] }, known).principals).toEqual([
    pattern('Developer_*'),
  ]);
  expect('principals' in asKnown({ shares: {} }, known)).toBe(false);
});
