import { expect, test } from 'vitest';
import type { WantedShare } from '../../../core/ledger/wanted-share.ts';
import { asksForFewer, whyOutdated } from '../../../core/reconciliation/why-outdated.ts';
import { pattern } from '../principals/risk-of.ts';

const FLAGS = { shareTagOptions: false, sharePrincipals: true };
const [P, Q] = [pattern('role/p'), pattern('role/q')];
const repair = { ...FLAGS, principals: [P, Q] };
const wanting = (principals: readonly object[], more = {}) =>
  ({ ...FLAGS, requestId: 'vend-2', principals, ...more }) as unknown as WantedShare;

const asking = (principals: readonly object[], more = {}) =>
  ({
    sequence: 5,
    phase: 'QUEUED',
    request: { exactPrincipals: true, principals },
    ...more,
  }) as unknown as Parameters<typeof asksForFewer>[1];

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
  expect(asksForFewer(repair, asking([P]), { decidedSequence: 4 })).toBe(true);
  expect(asksForFewer(repair, asking([P, Q]), { decidedSequence: 4 })).toBe(false);
  expect(asksForFewer(repair, asking([P], { request: { principals: [P] } }), { decidedSequence: 4 })).toBe(
    false,
  );
});

test('but neither to one that a newer request has overtaken, nor to one that waits for somebody’s yes', () => {
  const asked = { phase: 'AWAITING_APPROVAL', approval: {} };
  const allowed = { ...asked, approval: { decision: 'APPROVED' } };

  expect(asksForFewer(repair, asking([P]), { decidedSequence: 6 })).toBe(false);
  expect(asksForFewer(repair, asking([P], { sequence: undefined }), { decidedSequence: 0 })).toBe(false);
  expect(asksForFewer(repair, asking([P], asked), { decidedSequence: 4 })).toBe(false);
  expect(asksForFewer(repair, asking([P], allowed), { decidedSequence: 4 })).toBe(true);
});
