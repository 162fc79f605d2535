import { expect, test } from 'vitest';
import { isDefect } from '../../../core/outcome/is-defect.ts';

test.each([
  ['INTERNAL_ERROR', true],
  ['PERMISSION_MISSING', true],
  ['ACCESS_DENIED', false],
  ['SHARE_BUSY', false],
  [undefined, false],
] as const)('%s is a defect: %s', (code, expected) => {
  expect(isDefect(code)).toBe(expected);
});
