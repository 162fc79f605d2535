import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import type { AccessLook } from '../../../core/share/access.ts';
import { meansFor } from '../../../functions/share/means-for.ts';
import { NOW, STATE } from '../given.ts';

const NOBODY = { having: 0, lacking: 2 } as AccessLook;
const failures = ['333344445555', '444455556666'].map((accountId) => ({
  accountId,
  error: 'ThrottlingException',
  message: 'slow',
}));
const THROTTLED = { succeeded: 0, failed: 2, failures, alreadyReached: 0, alreadyReachedAccounts: [] };
const MADE = { write: 'CREATE', portfolioShareToken: 'share-1', status: 'ERROR', successfulSoFar: 0 };

/** What follows for a share that was made again once, and that nobody has. */
const next = (record: object) =>
  meansFor(record as RequestRecord, NOBODY, { ...STATE, remakes: 1 } as never, NOW);

test('what was tried before a share was made again is not tried after it', () => {
  expect(next({ tried: ['UPDATE', 'REMAKE'] })).toBe('CONFIRM');
  expect(next({ tried: ['REMAKE'] })).toBe('UPDATE');
  expect(next({ tried: ['UPDATE', 'REMAKE', 'CONFIRM'] })).toBeUndefined();
});

test('it is made again once more where its end names accounts that were only throttled', () => {
  expect(next({ tried: ['REMAKE'], share: { ...MADE, accounts: THROTTLED } })).toBe('REMAKE');
  expect(next({ tried: ['REMAKE'], share: MADE })).toBe('UPDATE');
  expect(next({ tried: ['REMAKE'], share: { ...MADE, write: 'UPDATE', accounts: THROTTLED } })).toBe(
    'UPDATE',
  );
});
