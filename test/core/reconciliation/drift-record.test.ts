import { expect, test } from 'vitest';
import type { Difference } from '../../../core/reconciliation/drift.ts';
import { driftMarkOf, portfolioOfDrift } from '../../../core/reconciliation/drift-id.ts';
import { isSilenced, recordDifference } from '../../../core/reconciliation/drift-record.ts';

const [MONDAY, TUESDAY, MAY] = [
  '2026-03-02T02:00:00.000Z',
  '2026-03-03T02:00:00.000Z',
  '2026-05-01T02:00:00.000Z',
];
const difference: Difference = {
  kind: 'SHARE_NOT_ASKED_FOR',
  portfolioId: 'port-a-g3',
  recipient: { type: 'ACCOUNT', value: '111122223333' },
  generation: 0,
  expected: { shared: false },
  actual: { shared: true, shareTagOptions: false, sharePrincipals: false },
  findings: [],
};

test('a drift found the next night has the same id, and remembers when it was found first', () => {
  const first = recordDifference(difference, undefined, 'run-1', MONDAY);
  const second = recordDifference(difference, first, 'run-2', TUESDAY);

  expect(second).toMatchObject({
    driftId: first.driftId,
    firstDetectedAt: MONDAY,
    lastDetectedAt: TUESDAY,
    foundBy: 'run-2',
  });
  expect(portfolioOfDrift(first.driftId)).toBe('port-a-g3');
  expect(driftMarkOf(first.driftId)).toMatch(/^[0-9a-f]{12}-0$/);
});

test('a repeated attempt of a run detects nothing anew, and who was told stays told', () => {
  const first = { ...recordDifference(difference, undefined, 'run-1', MONDAY), toldAt: MONDAY };
  const repeated = recordDifference(difference, first, 'run-1', TUESDAY);
  const back = recordDifference(difference, { ...first, endedAt: TUESDAY }, 'run-9', MAY);

  expect(repeated).toMatchObject({ lastDetectedAt: MONDAY, toldAt: MONDAY });
  expect(back.toldAt).toBeUndefined();
});

test('one that was gone and is back has another id', () => {
  const first = recordDifference(difference, undefined, 'run-1', MONDAY);
  const back = recordDifference(difference, { ...first, endedAt: TUESDAY }, 'run-9', MAY);

  expect(back.driftId).not.toBe(first.driftId);
  expect(back).toMatchObject({ episode: 2, firstDetectedAt: MAY });
});

test('one that has changed has another id', () => {
  const first = recordDifference(difference, undefined, 'run-1', MONDAY);
  const changed = recordDifference(
    { ...difference, actual: { shared: true, shareTagOptions: true, sharePrincipals: false } },
    first,
    'run-2',
    TUESDAY,
  );

  expect(changed.driftId).not.toBe(first.driftId);
  expect(changed.firstDetectedAt).toBe(TUESDAY);
});

test('an acknowledgement silences its own drift, for as long as it says', () => {
  const drift = recordDifference(difference, undefined, 'run-1', MONDAY);
  const forGood = { driftId: drift.driftId, by: 'me', at: MONDAY };

  expect(isSilenced(drift, [forGood], MAY)).toBe(true);
  expect(isSilenced(drift, [{ ...forGood, until: TUESDAY }], MONDAY)).toBe(true);
  expect(isSilenced(drift, [{ ...forGood, until: TUESDAY }], MAY)).toBe(false);
  expect(isSilenced({ ...drift, driftId: 'another' }, [forGood], MONDAY)).toBe(false);
});

test.each([
  ['ACCESS_MISSING', true],
  ['ACCOUNT_SHARE', true],
  ['SHARE_MISSING', false],
  ['FLAGS_DIFFER', false],
] as const)('an acknowledged %s, with its share asked for again since: silent %s', (kind, isSilent) => {
  const found = recordDifference({ ...difference, kind }, undefined, 'run-1', MONDAY);
  const forGood = { driftId: found.driftId, by: 'me', at: MONDAY };
  const asked = { ...difference, kind, generation: difference.generation + 1 };

  const again = recordDifference(asked, found, 'run-2', TUESDAY);

  expect(isSilenced(again, [forGood], MAY)).toBe(isSilent);
  expect(again.firstDetectedAt).toBe(isSilent ? MONDAY : TUESDAY);
  // Whoever acknowledges it again, for so long, is the one that counts.
  const later = { driftId: again.driftId, by: 'you', at: TUESDAY, until: MAY };
  expect(isSilenced(again, [later, forGood], MAY)).toBe(false);
});
