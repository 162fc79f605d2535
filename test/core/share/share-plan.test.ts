import { expect, test } from 'vitest';
import { isWritten, planStep, planWrite } from '../../../core/share/share-plan.ts';

const ASKED = { shareTagOptions: true, sharePrincipals: false };
const [OTHER_TAGS, OTHER_NAMES] = [
  { ...ASKED, shareTagOptions: false },
  { ...ASKED, sharePrincipals: true },
];

test.each([
  ['SHARE', undefined, 'CREATE'],
  ['SHARE', ASKED, 'NONE'],
  ['SHARE', OTHER_TAGS, 'UPDATE'],
  ['SHARE', OTHER_NAMES, 'UPDATE'],
  ['UNSHARE', undefined, 'NONE'],
  ['UNSHARE', OTHER_TAGS, 'DELETE'],
  ['DISASSOCIATE', undefined, 'NONE'],
  ['DISASSOCIATE', OTHER_TAGS, 'NONE'],
] as const)('%s of a share that is %j: %s', (action, asIs, expected) => {
  expect(planWrite(action, ASKED, asIs)).toBe(expected);
});

test.each([
  ['SHARE', 'CREATE', undefined, 'CREATE'],
  ['SHARE', 'UPDATE', { flags: 'ALL' }, 'UPDATE'],
  ['SHARE', 'NONE', undefined, 'CONFIRM'],
  ['SHARE', 'NONE', { flags: 'ALL' }, 'CONFIRM'],
  ['SHARE', 'NONE', { flags: 'NOT_ALL' }, 'UPDATE'],
  ['SHARE', 'NONE', { flags: 'UNKNOWN' }, 'UPDATE'],
  // Only a deletion that finds nothing proves that nothing is there.
  ['UNSHARE', 'NONE', undefined, 'DELETE'],
  ['UNSHARE', 'DELETE', { flags: 'NOT_ALL' }, 'DELETE'],
  ['DISASSOCIATE', 'NONE', { flags: 'NOT_ALL' }, 'NONE'],
] as const)(
  '%s that would write %s, with the last end %j, begins with %s',
  (action, write, end, expected) => {
    expect(planStep(action, write, end, false)).toBe(expected);
  },
);

test.each([
  ['SHARE', 'NONE', 'UPDATE'],
  ['SHARE', 'CREATE', 'CREATE'],
  ['UNSHARE', 'NONE', 'DELETE'],
  ['DISASSOCIATE', 'NONE', 'NONE'],
] as const)(
  '%s that would write %s, of a share that was last made otherwise, begins with %s',
  (action, write, expected) => {
    expect(planStep(action, write, { flags: 'ALL' }, true)).toBe(expected);
  },
);

test.each([
  ['CREATE', undefined, false],
  // It has no effect on one that is there, whatever its flags.
  ['CREATE', OTHER_TAGS, true],
  ['UPDATE', undefined, false],
  ['UPDATE', ASKED, true],
  ['UPDATE', OTHER_TAGS, false],
  ['UPDATE', OTHER_NAMES, false],
] as const)('whether %s was done, of a share that is %j: %j', (write, asIs, expected) => {
  expect(isWritten(write, ASKED, asIs)).toBe(expected);
});
