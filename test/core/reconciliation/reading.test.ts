import { expect, test } from 'vitest';
import { DRIFT_KINDS, type DriftKind } from '../../../core/reconciliation/drift.ts';
import { firstReading, secondReading } from '../../../core/reconciliation/reading.ts';
import { RECIPIENT_TYPES, type Recipient } from '../../../core/share/recipient.ts';

const found = (kind: DriftKind, type?: Recipient['type']) => ({
  kind,
  portfolioId: 'port-a',
  ...(type && { recipient: { type, value: 'x' } }),
  generation: 1,
  expected: { access: true },
  actual: { access: false },
  findings: [],
});

test('the first reading reads everything; all accounts are looked at where access is asked for', () => {
  const all = { types: RECIPIENT_TYPES, principals: true, power: true };

  expect(firstReading(true)).toEqual({ ...all, access: true, looks: 'ALL' });
  expect(firstReading(false)).toEqual({ ...all, access: false, looks: 'UNKNOWN' });
});

const nothing = { types: [], principals: false, power: false, access: false };
const ofAccounts = ['ORGANIZATION_MEMBER_ACCOUNT', 'ACCOUNT'];

test.each<[DriftKind, Recipient['type'] | undefined, object]>([
  ['SHARE_MISSING', 'ORGANIZATION', { types: ['ORGANIZATION'] }],
  ['SHARE_NOT_ASKED_FOR', 'ACCOUNT', { types: ofAccounts }],
  ['FLAGS_DIFFER', 'ORGANIZATION_MEMBER_ACCOUNT', { types: ofAccounts }],
  ['PRINCIPAL_MISSING', 'ORGANIZATIONAL_UNIT', { principals: true }],
  ['PRINCIPAL_NOT_ASKED_FOR', undefined, { types: RECIPIENT_TYPES, principals: true, power: true }],
  ['PRINCIPAL_LEFT_BEHIND', undefined, { types: RECIPIENT_TYPES, principals: true, power: true }],
  ['RISK_RISEN', undefined, { types: RECIPIENT_TYPES, principals: true, power: true }],
  ['ACCESS_WITHOUT_SHARE', undefined, { types: RECIPIENT_TYPES, access: true }],
  ['ACCESS_MISSING', 'ORGANIZATIONAL_UNIT', { types: ['ORGANIZATIONAL_UNIT'], looks: 'ALL' }],
])('to see %s (%s) again, no more is read than that needs', (kind, type, read) => {
  const { types, ...rest } = secondReading([found(kind, type)]);

  expect({ ...rest, types: [...types].sort() }).toEqual({
    ...nothing,
    ...read,
    types: [...((read as { types?: string[] }).types ?? [])].sort(),
  });
});

test('where nothing differed nothing is read again', () => {
  expect(secondReading([])).toEqual(nothing);
  expect(DRIFT_KINDS.length).toBe(10); // a new kind needs a row above
});
