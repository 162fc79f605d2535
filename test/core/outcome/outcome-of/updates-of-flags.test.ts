import { describe, expect, test } from 'vitest';
import { ACCOUNTS, decide, FAILED, LOOK, OTHER_FLAGS, SHARE, typeOf } from './outcome-given.ts';

describe('an update to the flags that the share had already', () => {
  const flags = { shareTagOptions: true, sharePrincipals: false };
  const accounts = {
    ...ACCOUNTS,
    succeeded: 0,
    failed: 2,
    failures: [...FAILED, { ...FAILED[0], accountId: '3' }],
  };
  const update = { ...SHARE, write: 'UPDATE', accounts };

  test.each(['ERROR', 'COMPLETED_WITH_ERRORS'])(
    'fails nobody who has access, though it ended in %s',
    (status) => {
      const { detailType, detail } = decide({ before: flags, share: { ...update, status }, access: LOOK });

      expect(detailType).toBe('PortfolioShareCompleted');
      expect(detail).toMatchObject({
        effect: 'UNCHANGED',
        accounts: { succeeded: 2, failed: 0, failures: [] },
      });
    },
  );

  test('is told of nobody but those that lack access, with its reason', () => {
    const access = { ...LOOK, lacking: 1, lackingAccounts: ['3'] };
    const { detail } = decide({ before: flags, share: { ...update, status: 'ERROR' }, access });

    expect(detail.accounts).toMatchObject({
      succeeded: 2,
      failed: 1,
      failures: [{ accountId: '3', message: 'no' }],
    });
    expect(detail.effect).toBe('UNCHANGED');
  });

  test.each([
    ['its flags were not known to have arrived', { endBefore: { flags: 'NOT_ALL' } }, {}],
    ['the share is not as asked now', {}, { isOtherwise: true }],
  ])('is one like any other where %s', (_, more, share) => {
    const record = { before: flags, ...more, share: { ...update, status: 'ERROR', ...share }, access: LOOK };

    expect(typeOf(record)).toBe('PortfolioShareFailed');
  });
});

describe('an update to other flags that ended with errors', () => {
  const other = { ...FAILED[0], accountId: '200000000003' };
  const gone = { ...LOOK, elsewhereAccounts: ['200000000002'] };
  const [PARTLY, WHOLLY] = ['PortfolioShareCompletedWithErrors', 'PortfolioShareCompleted'];

  test.each([
    ['of one account that has left the node', { failed: 1, failures: FAILED }, gone, WHOLLY],
    ['of one that left, and one that stayed', { failed: 2, failures: [...FAILED, other] }, gone, PARTLY],
    ['of one that left, and one not named', { failed: 2, failures: FAILED }, gone, PARTLY],
    [
      'of one that left, and some not counted',
      { failed: 1, failures: FAILED, hasUnnamedFailures: true },
      gone,
      PARTLY,
    ],
    ['of one that stayed', { failed: 1, failures: FAILED }, LOOK, PARTLY],
    ['of one, and nobody looked', { failed: 1, failures: FAILED }, undefined, PARTLY],
    ['of none', { failed: 0, failures: [] }, LOOK, WHOLLY],
  ])('%s', (_, told, access, expected) => {
    const accounts = { ...ACCOUNTS, ...told };
    const status = told.failed > 0 ? 'COMPLETED_WITH_ERRORS' : 'COMPLETED';
    const share = { ...SHARE, write: 'UPDATE', status, accounts };

    expect(typeOf({ before: OTHER_FLAGS, share, access })).toBe(expected);
  });
});
