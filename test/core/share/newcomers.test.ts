import { expect, test } from 'vitest';
import { newcomersAt } from '../../../core/share/newcomers.ts';

const named = { accountId: '1', error: 'InternalFailure', message: 'no' };

test.each([
  ['nothing is known of the share', undefined, 'AS_OTHERS'],
  ['our action ended well', { access: 'ALL' }, 'REACHED'],
  ['a look alone showed that all have it', { access: 'ALL', isSeenOnly: true }, 'AS_OTHERS'],
  ['all have it, some by another path', { access: 'ALL', hasOtherPaths: true }, 'AS_OTHERS'],
  ['its end is not known', { access: 'UNKNOWN' }, 'AS_OTHERS'],
  ['its end is not known, some have another path', { access: 'UNKNOWN', hasOtherPaths: true }, 'AS_OTHERS'],
  ['it failed for some', { access: 'NOT_ALL', failures: [named] }, 'AS_OTHERS'],
  ['it failed, and named nobody', { access: 'NOT_ALL' }, 'AS_OTHERS'],
  [
    'it failed, and all who have it have another path',
    { access: 'NOT_ALL', hasOtherPaths: true },
    'NOT_REACHED',
  ],
  [
    'it failed for some that are named',
    { access: 'NOT_ALL', hasOtherPaths: true, failures: [named] },
    'AS_OTHERS',
  ],
] as const)('whether a share reaches newcomers: %s', (_, end, expected) => {
  expect(newcomersAt(end && { failures: [], ...end })).toBe(expected);
});
