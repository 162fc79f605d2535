import { describe, expect, test } from 'vitest';
import { hasFailures, judgeAccounts, wasOnlyThrottled } from '../../../core/share/share-errors.ts';
import type { ShareReport } from '../../../core/share/share-status.ts';

const REPORT: ShareReport = {
  status: 'COMPLETED_WITH_ERRORS',
  successfulAccounts: [],
  shareErrors: [],
  hasDetails: true,
};
const error = (name: string, ...accounts: string[]) => ({ accounts, error: name, message: `${name}!` });
const HUNDRED = Array.from({ length: 100 }, (_, index) => `1${index}`);
const judge = (report: Partial<ShareReport>, write: 'CREATE' | 'DELETE' = 'CREATE') =>
  judgeAccounts({ ...REPORT, ...report }, write);

describe('accounts of a share', () => {
  test('count once: who failed has failed, whatever else names it', () => {
    const accounts = judge({
      successfulAccounts: ['1', '1', '2', '3', '4'],
      shareErrors: [error('AccessDenied', '2', '5'), error('DuplicateResource', '2', '3', '3', '6')],
    });

    expect(accounts).toEqual({
      succeeded: 2,
      failed: 2,
      failures: [
        { accountId: '2', error: 'AccessDenied', message: 'AccessDenied!' },
        { accountId: '5', error: 'AccessDenied', message: 'AccessDenied!' },
      ],
      alreadyReached: 2,
      alreadyReachedAccounts: ['3', '6'],
    });
  });

  test('fail once, for the reason that is named last', () => {
    const accounts = judge({ shareErrors: [error('Throttling', '1'), error('AccessDenied', '1')] });

    expect(accounts).toMatchObject({ failed: 1, failures: [{ accountId: '1', error: 'AccessDenied' }] });
  });

  test.each([
    'DuplicateResource',
    'DuplicateResourceException',
    'com.amazonaws#DuplicateResourceException',
    'a#b#DuplicateResource',
    'DUPLICATE_RESOURCE',
  ])('are reached by another path, however that is written: %s', (name) => {
    expect(judge({ shareErrors: [error(name, '1')] })).toMatchObject({ failed: 0, alreadyReached: 1 });
  });

  test.each(['DuplicateResourceExceptionOf', 'ExceptionDuplicateResource', 'Duplicate'])(
    'fail by what only looks so: %s',
    (name) => {
      expect(judge({ shareErrors: [error(name, '1')] })).toMatchObject({ failed: 1, alreadyReached: 0 });
    },
  );

  test('fail to let go of the portfolio by whatever error a deletion names', () => {
    const shareErrors = [error('DuplicateResource', '1')];

    const judged = judge({ shareErrors, successfulAccounts: ['2'] }, 'DELETE');

    expect(judged).toMatchObject({ succeeded: 1, failed: 1, alreadyReached: 0 });
    expect(judged?.failures).toEqual([
      { accountId: '1', error: 'DuplicateResource', message: 'DuplicateResource!' },
    ]);
  });

  test('are named up to a hundred, and all counted; a message is cut at 300 characters', () => {
    const many = Array.from({ length: 101 }, (_, nth) => `${nth}`);
    const accounts = judge({
      shareErrors: [
        { accounts: many, error: 'Throttling', message: 'x'.repeat(301) },
        error('DuplicateResource', ...many.map((id) => `other-${id}`)),
      ],
    });

    expect(accounts).toMatchObject({ failed: 101, alreadyReached: 101 });
    expect(accounts?.failures).toHaveLength(100);
    expect(accounts?.alreadyReachedAccounts).toHaveLength(100);
    expect(accounts?.failures[0]?.message).toBe('x'.repeat(300));
  });

  test('are not known where the answer has no details', () => {
    expect(judge({ status: 'COMPLETED', successfulAccounts: ['1'], hasDetails: false })).toBeUndefined();
  });

  test.each([
    ['ERROR', []],
    ['COMPLETED_WITH_ERRORS', []],
    ['COMPLETED', [error('AccessDenied')]],
  ] as const)('are not known where some failed and nobody is named: %s', (status, shareErrors) => {
    expect(judge({ status, shareErrors })).toBeUndefined();
    expect(judge({ status, shareErrors, successfulAccounts: ['1'] })).toMatchObject({
      succeeded: 1,
      failed: 0,
      hasUnnamedFailures: true,
    });
  });

  test('are all known where each failure names some', () => {
    expect(judge({ status: 'COMPLETED' })).toEqual({
      succeeded: 0,
      failed: 0,
      failures: [],
      alreadyReached: 0,
      alreadyReachedAccounts: [],
    });
    expect(judge({ status: 'ERROR', shareErrors: [error('AccessDenied', '1')] })).not.toHaveProperty(
      'hasUnnamedFailures',
    );
    expect(judge({ shareErrors: [error('AccessDenied', '1'), error('Throttling')] })).toMatchObject({
      hasUnnamedFailures: true,
    });
  });
});

describe('whether a share has failures', () => {
  const accounts = { succeeded: 1, failed: 0, failures: [], alreadyReached: 0, alreadyReachedAccounts: [] };

  test.each([
    ['COMPLETED', undefined, false],
    ['COMPLETED', accounts, false],
    ['COMPLETED', { ...accounts, failed: 1 }, true],
    ['COMPLETED', { ...accounts, hasUnnamedFailures: true }, true],
    ['ERROR', accounts, true],
    ['ERROR', undefined, true],
    ['COMPLETED_WITH_ERRORS', undefined, true],
    ['COMPLETED_WITH_ERRORS', accounts, true],
    ['COMPLETED_WITH_ERRORS', { ...accounts, alreadyReached: 1 }, false],
    ['COMPLETED_WITH_ERRORS', { ...accounts, alreadyReached: 1, failed: 1 }, true],
    ['IN_PROGRESS', accounts, false],
  ] as const)('%s with %j: %j', (status, judged, expected) => {
    expect(hasFailures(status, judged)).toBe(expected);
  });
});

test.each([
  [true, [], [error('ThrottlingException', '1', '2')]],
  [true, [], [error('Throttling', '1'), error('THROTTLING', '2')]],
  [false, ['3'], [error('Throttling', '1')]],
  [false, [], [error('Throttling', '1'), error('AccessDenied', '2')]],
  [false, [], [error('AccessDenied', '2')]],
  [false, [], [error('Throttling', '1'), error('DuplicateResource', '2')]],
  [false, [], [error('Throttling')]],
  [false, [], [error('Throttling', '1'), error('Throttling')]],
  [false, [], [error('Throttling', ...HUNDRED), error('AccessDenied', '2')]],
  [false, [], [error('Throttling', ...HUNDRED, '2')]],
  [false, [], []],
])(
  'a share is made again where all were throttled and nobody has it: %j',
  (expected, successfulAccounts, shareErrors) => {
    const judged = judge({ successfulAccounts, shareErrors });

    expect(judged ? wasOnlyThrottled(judged) : false).toBe(expected);
  },
);
