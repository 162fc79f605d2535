import { expect, test } from 'vitest';
import { shortenReport } from '../../../core/share/shorten-report.ts';

const accountsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => `${first + at}`.padStart(12, '0'));

test('of 22,000 accounts those that failed are kept, whatever else is left out', () => {
  const failed = accountsFrom(900_000_000_000, 2_000);
  const report = {
    successfulAccounts: accountsFrom(100_000_000_000, 20_000),
    shareErrors: [{ error: 'ThrottlingException', message: 'Rate exceeded', accounts: failed }],
  };

  const kept = shortenReport(report, 300_000);

  expect(kept.shareErrors[0]?.accounts).toEqual(failed);
  expect(kept.notKept).toBe(22_000 - 2_000 - kept.successfulAccounts.length);
  expect(kept.notKept).toBeGreaterThan(0);
  expect(JSON.stringify(kept).length).toBeLessThan(301_000);
});

test('a report that fits is kept whole', () => {
  const report = {
    successfulAccounts: accountsFrom(1, 5),
    shareErrors: [{ error: 'A', message: 'b', accounts: accountsFrom(9, 2) }],
  };

  expect(shortenReport(report, 300_000)).toEqual({ ...report, notKept: 0 });
});
