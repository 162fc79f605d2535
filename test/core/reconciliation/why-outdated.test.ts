import { expect, test } from 'vitest';
import type { WantedShare } from '../../../core/ledger/wanted-share.ts';
import { asksForFewer, whyOutdated } from '../../../core/reconciliation/why-outdated.ts';
import { pattern } from '../principals/risk-of.ts';

const FLAGS = { shareTagOptions: false, sharePrincipals: true };
const [P, Q] = [pattern('role/p'), pattern('role/q')];
const repair = { ...FLAGS, principals: [P, Q] };
const wanting = (principals: readonly object[], more = {}) =>
  ({ ...FLAGS, requestId: 'vend-2', principals, ...more }) as unknown as WantedShare;

test('a repair is outdated once a newer wish has other flags, drops one of its principals, or ends the share', () => {
  expect(whyOutdated(repair, wanting([P, Q], { sharePrincipals: false }))).toMatch('vend-2');
  expect(whyOutdated(repair, wanting([Q]))).toMatch('vend-2');
  expect(whyOutdated(repair, undefined)).toMatch('not wanted any more');
});

test('a repair is not outdated while all that it asks for is wanted, be it that more is', () => {
  expect(whyOutdated(repair, wanting([P, Q]))).toBeUndefined();
  expect(whyOutdated({ ...repair, principals: [Q] }, wanting([P, Q]))).toBeUndefined();
});

test('a repair gives way to a SHARE that names all of its principals and not one of the repair’s', () => {
  const exact = { exactPrincipals: true };

  expect(asksForFewer(repair, { ...exact, principals: [P] })).toBe(true);
  expect(asksForFewer(repair, { ...exact, principals: [P, Q] })).toBe(false);
  expect(asksForFewer(repair, { principals: [P] })).toBe(false);
});
