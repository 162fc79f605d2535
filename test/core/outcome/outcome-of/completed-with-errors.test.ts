import { describe, expect, test } from 'vitest';
import {
  ACCEPTED,
  ACCOUNTS,
  FAILED,
  INTENT,
  LOOK,
  LOOKED,
  OTHER_FLAGS,
  REQUEST,
  SHARE,
  typeOf,
} from './outcome-given.ts';

describe('a share is completed with errors', () => {
  test.each([
    ['where some failed', { share: { ...SHARE, accounts: { ...ACCOUNTS, failed: 1, failures: FAILED } } }],
    [
      'where the status says so, and nobody is named',
      { share: { ...SHARE, status: 'COMPLETED_WITH_ERRORS' } },
    ],
    [
      'where a look sees that some lack it',
      { share: SHARE, access: { ...LOOK, lacking: 1, lackingAccounts: ['1'] } },
    ],
    [
      'where Service Catalog says that some failed, and a look finds none of them',
      { share: { ...SHARE, status: 'COMPLETED_WITH_ERRORS' }, access: LOOK },
    ],
    [
      'where an update to other flags ended with errors, though all have access',
      {
        before: OTHER_FLAGS,
        share: {
          ...SHARE,
          write: 'UPDATE',
          status: 'COMPLETED_WITH_ERRORS',
          accounts: { ...ACCOUNTS, failed: 1, failures: [{ ...FAILED[0], error: '' }] },
        },
        access: LOOK,
      },
    ],
    [
      'where the account that was asked about is not listed',
      {
        share: SHARE,
        request: { ...REQUEST, verifyAccountId: '200000000009' },
        verification: { accountId: '200000000009', startedAt: LOOKED, looks: 1, listed: false },
      },
    ],
  ])('%s', (_, more) => {
    expect(typeOf(more)).toBe('PortfolioShareCompletedWithErrors');
  });

  test('but not where all that failed have it by another path', () => {
    const accounts = { ...ACCOUNTS, alreadyReached: 1, alreadyReachedAccounts: ['1'] };

    expect(typeOf({ share: { ...SHARE, status: 'COMPLETED_WITH_ERRORS', accounts } })).toBe(
      'PortfolioShareCompleted',
    );
  });

  test('but not for what was seen before the last write', () => {
    const access = { ...LOOK, lookedAt: ACCEPTED, lacking: 1, lackingAccounts: ['1'] };

    expect(typeOf({ share: SHARE, intent: INTENT, access })).toBe('PortfolioShareCompleted');
  });
});
