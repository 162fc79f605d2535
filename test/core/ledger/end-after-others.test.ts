import { expect, test } from 'vitest';
import { endAfterOthers } from '../../../core/ledger/end-after-others.ts';
import type { ShareEnd } from '../../../core/share/share-end.ts';

const EARLY = '2026-03-01T00:00:00.000Z';
const LATE = '2026-03-01T00:00:01.000Z';
const END: ShareEnd = { access: 'ALL', flags: 'ALL', failures: [], requestId: 'x', grantedAt: EARLY };

test.each([
  ['ALL', 'UNKNOWN'],
  ['UNKNOWN', 'UNKNOWN'],
  ['NOT_ALL', 'NOT_ALL'],
] as const)('where %s had it, that is %s once others acted', (access, after) => {
  const end = endAfterOthers({ ...END, access }, { actedAt: EARLY, isUpdated: false });

  expect(end).toEqual({ ...END, access: after, othersActedAt: EARLY });
});

test('who has which flags is not known once others have updated them', () => {
  expect(endAfterOthers(END, { actedAt: EARLY, isUpdated: true })).toMatchObject({ flags: 'UNKNOWN' });
  expect(endAfterOthers(undefined, { actedAt: EARLY, isUpdated: true })).toEqual({
    access: 'UNKNOWN',
    flags: 'UNKNOWN',
    othersActedAt: EARLY,
  });
});

test.each([
  [EARLY, LATE],
  [LATE, EARLY],
])('the latest act counts, in whichever order they are told: %s, %s', (first, second) => {
  const end = endAfterOthers({ ...END, othersActedAt: first }, { actedAt: second, isUpdated: false });

  expect(end).toMatchObject({ othersActedAt: LATE });
});
