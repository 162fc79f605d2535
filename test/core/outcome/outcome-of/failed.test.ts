import { describe, expect, test } from 'vitest';
import { ACCEPTED, ACCOUNTS, decide, FAILED, LOOK, OTHER_FLAGS, SHARE, typeOf } from './outcome-given.ts';

describe('a share has failed', () => {
  test.each([
    ['the reason is named', { ...ACCOUNTS, failed: 1, failures: FAILED }, 'AccessDenied: no'],
    ['none is named', undefined, 'it named no account and no reason'],
  ])('that ended in ERROR: %s', (_, accounts, reason) => {
    const { detailType, detail } = decide({ share: { ...SHARE, status: 'ERROR', accounts } });

    expect(detailType).toBe('PortfolioShareFailed');
    expect(detail.failure?.code).toBe('SHARE_FAILED');
    expect(detail.failure?.cause).toContain(`ended the share with ERROR: ${reason}`);
    expect(detail.failure?.done).toEqual(['asked to CREATE the share (ERROR, accounts shared: 2)']);
  });

  const reached = { ...ACCOUNTS, alreadyReached: 2, alreadyReachedAccounts: ['1', '2'] };
  test.each([
    ['all have it by another path, as a look shows', 'PortfolioShareCompleted', {}],
    ['nobody has looked', 'PortfolioShareFailed', { access: undefined }],
    [
      'nobody has it',
      'PortfolioShareFailed',
      { access: { ...LOOK, having: 0, lacking: 1, lackingAccounts: ['3'] } },
    ],
    ['it is not listed', 'PortfolioShareFailed', { isOtherwise: true }],
    [
      'some lack it',
      'PortfolioShareCompletedWithErrors',
      { access: { ...LOOK, lacking: 1, lackingAccounts: ['3'] } },
    ],
    ['it was an update to other flags', 'PortfolioShareFailed', { write: 'UPDATE' }],
    [
      'some failed otherwise',
      'PortfolioShareCompletedWithErrors',
      { accounts: { ...reached, failed: 1, failures: FAILED } },
    ],
    [
      'some failed, and nobody says which',
      'PortfolioShareCompletedWithErrors',
      { accounts: { ...ACCOUNTS, hasUnnamedFailures: true } },
    ],
  ])('in ERROR, where %s: %s', (_, expected, more) => {
    const { access = LOOK, ...share } = { access: 'access' in more ? undefined : LOOK, ...more };

    expect(
      typeOf({
        share: { ...SHARE, status: 'ERROR', accounts: reached, ...share },
        ...('write' in more && { before: OTHER_FLAGS }),
        access: 'access' in more ? more.access : access,
      }),
    ).toBe(expected);
  });

  test.each([
    [{ tried: [] }, 'was not tried: share.heal of config.yml does not allow it, or the time was up'],
    [{ tried: ['REMAKE'] }, 'making it again did not help'],
    [{ remakes: 1 }, 'making it again did not help'],
  ])('that nobody at the node has, after %j', (more, said) => {
    const access = { ...LOOK, having: 0, lacking: 2, lackingAccounts: ['1', '2'] };
    const { detailType, detail } = decide({ share: SHARE, access, ...more });

    expect(detailType).toBe('PortfolioShareFailed');
    expect(detail.failure?.cause).toContain('none of the 2 accounts of ou-ab12-cdef3456 has access');
    expect(detail.failure?.cause).toContain(said);
  });

  test.each([
    [
      'AccessDenied: User: arn is not authorized to perform: servicecatalog:X',
      'PERMISSION_MISSING',
      'may not do',
    ],
    ['DeletePortfolioShare: not now', 'SHARE_FAILED', 'has access; DeletePortfolioShare: not now'],
  ])('that nobody has, where it may not be made again: %s', (meansRefused, code, said) => {
    const access = { ...LOOK, having: 0, lacking: 2, lackingAccounts: ['1', '2'] };
    const { failure } = decide({ share: SHARE, access, tried: ['REMAKE'], meansRefused }).detail;

    expect(failure?.code).toBe(code);
    expect(failure?.cause).toContain(said);
  });

  test('not where nobody is below the node, unless it is known to have failed', () => {
    const access = { ...LOOK, having: 0 };
    const endBefore = { access: 'NOT_ALL', flags: 'ALL', failures: [], grantedAt: ACCEPTED };

    expect(typeOf({ share: SHARE, access })).toBe('PortfolioShareCompleted');
    const { detailType, detail } = decide({ share: undefined, before: OTHER_FLAGS, access, endBefore });
    expect(detailType).toBe('PortfolioShareFailed');
    expect(detail.failure).toMatchObject({
      code: 'SHARE_FAILED',
      cause: expect.stringContaining('ou-ab12-cdef3456 has no account that could have access; deleting it'),
    });
  });
});
