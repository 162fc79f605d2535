import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { effectOf } from '../../../core/outcome/effect.ts';

const confirmed = { write: 'CREATE', status: 'COMPLETED_WITH_ERRORS', isConfirmation: true };
const request = { action: 'SHARE', shareTagOptions: true, sharePrincipals: false };
const effectFrom = (before: object) =>
  effectOf({ request, before, share: confirmed } as unknown as RequestRecord);

test('a share whose flags were changed before it was confirmed is UPDATED, whoever lacks it', () => {
  expect(effectFrom({ shareTagOptions: false, sharePrincipals: false })).toBe('UPDATED');
});

test('a share that was as asked and was only confirmed is UNCHANGED', () => {
  expect(effectFrom({ shareTagOptions: true, sharePrincipals: false })).toBe('UNCHANGED');
});

test('a share that was created without a token, and updated to learn its end, is CREATED', () => {
  const share = { write: 'UPDATE', status: 'COMPLETED' };

  expect(effectOf({ request, before: 'ABSENT', share } as unknown as RequestRecord)).toBe('CREATED');
});
