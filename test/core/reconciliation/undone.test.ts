import { expect, test } from 'vitest';
import type { Difference } from '../../../core/reconciliation/drift.ts';
import { repairIdOf } from '../../../core/reconciliation/drift-id.ts';
import { type DriftRecord, recordDifference } from '../../../core/reconciliation/drift-record.ts';

const missing = (generation: number, askedBy = 'first'): Difference => ({
  kind: 'SHARE_MISSING',
  portfolioId: 'port-1',
  recipient: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
  generation,
  askedBy,
  expected: { shared: true, shareTagOptions: false, sharePrincipals: false },
  actual: { shared: false },
  findings: [],
});

/** Found on these days, each time after a repair that stood until somebody undid it. */
function foundOn(days: readonly number[]): DriftRecord | undefined {
  return days.reduce<DriftRecord | undefined>(
    (standing, day, at) =>
      recordDifference(missing(at + 1), standing, 'run', new Date(Date.UTC(2026, 0, 1 + day)).toISOString()),
    undefined,
  );
}

test('what is brought about and undone is counted, from the second time on', () => {
  expect(foundOn([0])?.undone).toBeUndefined();
  expect(foundOn([0, 1, 2, 3])?.undone).toMatchObject({ times: 3, since: '2026-01-01T00:00:00.000Z' });
});

test('what a repair has stood for longer than a week is another matter', () => {
  expect(foundOn([0, 1, 2, 20])?.undone).toBeUndefined();
});

test('the wish of another request begins anew', () => {
  const standing = foundOn([0, 1, 2, 3]);
  expect(
    recordDifference(missing(9, 'second'), standing, 'run', '2026-01-05T00:00:00.000Z').undone,
  ).toBeUndefined();
});

test('a difference that merely stands is not undone', () => {
  const first = recordDifference(missing(1), undefined, 'run', '2026-01-01T00:00:00.000Z');
  expect(recordDifference(missing(1), first, 'run', '2026-01-02T00:00:00.000Z').undone).toBeUndefined();
});

test('a repair has another id once the facts that it is judged by are others', () => {
  expect(repairIdOf(['drift-a'], 1, 'facts')).not.toBe(repairIdOf(['drift-a'], 1, 'others'));
  expect(repairIdOf(['drift-a'], 1, 'facts')).toBe(repairIdOf(['drift-a'], 1, 'facts'));
});

test('a repair of access alone keeps its id over the generations, which it makes grow itself', () => {
  expect(repairIdOf(['drift-a-g1'], 1, 'facts', true)).toBe(repairIdOf(['drift-a-g2'], 2, 'facts', true));
  expect(repairIdOf(['drift-a-g1'], 1, 'facts', true)).not.toBe(repairIdOf(['drift-a-g1'], 1, 'new', true));
});

test('access that a repair could not bring about was not undone', () => {
  const lacking = (generation: number): Difference => ({ ...missing(generation), kind: 'ACCESS_MISSING' });
  const first = recordDifference(lacking(1), undefined, 'run', '2026-01-01T00:00:00.000Z');
  expect(recordDifference(lacking(2), first, 'run', '2026-01-02T00:00:00.000Z').undone).toBeUndefined();
});

test('with which facts a repair of access was asked for is kept as long as the difference stands', () => {
  const lacking = (generation: number): Difference => ({ ...missing(generation), kind: 'ACCESS_MISSING' });
  const first = recordDifference(lacking(1), undefined, 'run', '2026-01-01T00:00:00.000Z', 'facts');
  const asked = { ...first, askedWith: 'facts' };
  const next = recordDifference(lacking(2), asked, 'run', '2026-01-02T00:00:00.000Z', 'others');
  expect(next).toMatchObject({ facts: 'others', askedWith: 'facts' });
  const back = recordDifference(
    lacking(2),
    { ...asked, endedAt: '2026-01-03T00:00:00.000Z' },
    'run',
    '2026-01-04T00:00:00.000Z',
  );
  expect(back.askedWith).toBeUndefined();
});
