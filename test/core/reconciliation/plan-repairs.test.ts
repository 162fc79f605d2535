import { expect, test } from 'vitest';
import { planRepairs, REPAIRABLE } from '../../../core/reconciliation/plan-repairs.ts';
import { entryOf } from './tampered-world.ts';

const unit = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;
const other = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-other123' } as const;
const flags = { shareTagOptions: false, sharePrincipals: true };
const entries = [entryOf(unit, 3, flags), entryOf(other, 5, flags)];

test('one request repairs all that differs of one share, under an id of these drifts and its generation', () => {
  const drifts = [
    { driftId: 'a', difference: { kind: 'FLAGS_DIFFER', recipient: unit } },
    { driftId: 'b', difference: { kind: 'PRINCIPAL_MISSING', recipient: unit } },
    { driftId: 'c', difference: { kind: 'SHARE_MISSING', recipient: other } },
  ] as const;

  const repairs = planRepairs(drifts, entries, REPAIRABLE);

  expect(repairs.map(({ driftIds }) => driftIds)).toEqual([['a', 'b'], ['c']]);
  expect(repairs[0]?.requestId).toMatch(/^repair-[0-9a-f]{20}-g3$/);
  expect(planRepairs(drifts.toReversed(), entries, REPAIRABLE)[0]?.requestId).toBe(repairs[0]?.requestId);
});

test.each([
  'SHARE_NOT_ASKED_FOR',
  'PRINCIPAL_NOT_ASKED_FOR',
  'ACCOUNT_SHARE',
  'RISK_RISEN',
  'ACCESS_WITHOUT_SHARE',
] as const)('%s is never repaired, whatever policy says', (kind) => {
  expect(planRepairs([{ driftId: 'a', difference: { kind, recipient: unit } }], entries, [kind])).toEqual([]);
});

test('what policy leaves out is not repaired', () => {
  const drifts = [{ driftId: 'a', difference: { kind: 'FLAGS_DIFFER', recipient: unit } }] as const;

  expect(planRepairs(drifts, entries, ['SHARE_MISSING'])).toEqual([]);
});

test('a repair of access alone is the same whatever else the portfolio shares, unless policy refused it', () => {
  const difference = { kind: 'ACCESS_MISSING', recipient: unit } as const;
  const repairUnder = (facts: string, askedWith?: string) =>
    planRepairs(
      [{ driftId: 'drift-a-g3', facts, difference, ...(askedWith !== undefined && { askedWith }) }],
      entries,
      REPAIRABLE,
    )[0];

  expect(repairUnder('others')?.requestId).toBe(repairUnder('facts')?.requestId);
  expect(repairUnder('others')?.idByFacts).not.toBe(repairUnder('facts')?.idByFacts);
  // Refused with these very facts: nothing is to be judged anew.
  expect(repairUnder('facts', 'facts')?.idByFacts).toBeUndefined();
  expect(repairUnder('others', 'facts')?.idByFacts).toBe(repairUnder('others')?.idByFacts);
});
