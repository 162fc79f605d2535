import type { ShareReport } from '../../core/share/share-status.ts';
import { shortenReport } from '../../core/share/shorten-report.ts';
import { getItem, putItem } from './table.ts';

/** 20,000 accounts, four times the quota of one share, below DynamoDB's 400 KB. */
const MOST_CHARACTERS = 300_000;

/** Keeps the list of accounts beside the request, failures first. The list is too large for the machine's state. */
export async function recordAccounts(
  requestKey: string,
  report: ShareReport,
  expiresAt: number,
): Promise<void> {
  const { notKept, ...kept } = shortenReport(report, MOST_CHARACTERS);
  await putItem({
    pk: `REQUEST#${requestKey}`,
    sk: 'ACCOUNTS',
    accounts: JSON.stringify(kept),
    isWhole: notKept === 0,
    notKept,
    expiresAt,
  });
}

/** Accounts that Service Catalog named as shared and not as failed; none if the list was too long to be kept whole. */
export async function readSuccessfulAccounts(requestKey: string): Promise<string[]> {
  const item = await getItem({ pk: `REQUEST#${requestKey}`, sk: 'ACCOUNTS' });
  if (!item?.isWhole) return [];
  const report = JSON.parse(String(item.accounts)) as Pick<ShareReport, 'successfulAccounts' | 'shareErrors'>;
  const failed = new Set(report.shareErrors.flatMap(({ accounts }) => accounts));
  return report.successfulAccounts.filter((accountId) => !failed.has(accountId));
}
