import { expect, test } from 'vitest';
import { saysThatItEnds } from '../../../core/share/says-that-it-ends.ts';

test.each([
  ['Cannot process more than one portfolio share action at the same time. Try again later.', true],
  ["Service Catalog's access to AWS Organizations is UNDER_CHANGE: it must be enabled", true],
  ['CreatePortfolioShare is IN_PROGRESS', true],
  ['The portfolio is being shared.', true],
  ['The portfolio contains a product of another account.', false],
])('whether %j says that it ends: %s', (message, isSaid) => {
  expect(saysThatItEnds(message)).toBe(isSaid);
});
