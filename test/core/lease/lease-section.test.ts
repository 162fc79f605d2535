import * as v from 'valibot';
import { expect, test } from 'vitest';
import { LeaseSection } from '../../../core/lease/lease-section.ts';

test('the lease spans the account and Region, unless it is to span a portfolio', () => {
  const scopeOf = (section: object) => v.safeParse(LeaseSection, section).output;

  expect(scopeOf({})).toMatchObject({ scope: 'account-and-region', longestQueue: 5_000 });
  expect(scopeOf({ scope: 'portfolio' })).toMatchObject({ scope: 'portfolio' });
  expect(v.is(LeaseSection, { scope: '' })).toBe(false);
  expect(v.is(LeaseSection, { scope: 'account-and-region', more: 1 })).toBe(false);
});
