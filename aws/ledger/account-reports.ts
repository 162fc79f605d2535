import type { ShareReport } from '../../core/share/share-status.ts';
import { getItem, putItem } from './table.ts';

/** A share to 5,000 accounts, the quota: 75 KB of ids, and as much again of errors, below DynamoDB's 400 KB. */
const MOST_CHARACTERS = 300_000;

/** Keeps the full list of accounts beside the request: it never travels in the machine's state. */
export async function recordAccounts(requestKey: string, report: ShareReport): Promise<void> {
  const { successfulAccounts, shareErrors } = report;
  const text = JSON.stringify({ successfulAccounts, shareErrors });
  await putItem({
    pk: `REQUEST#${requestKey}`,
    sk: 'ACCOUNTS',
    accounts: text.slice(0, MOST_CHARACTERS),
    isWhole: text.length <= MOST_CHARACTERS,
  });
}

/** Those that Service Catalog named as shared and not as failed; none where the list was too long to be kept whole. */
export async function readSuccessfulAccounts(requestKey: string): Promise<string[]> {
  const item = await getItem({ pk: `REQUEST#${requestKey}`, sk: 'ACCOUNTS' });
  if (!item?.isWhole) return [];
  const report = JSON.parse(String(item.accounts)) as Pick<ShareReport, 'successfulAccounts' | 'shareErrors'>;
  const failed = new Set(report.shareErrors.flatMap(({ accounts }) => accounts));
  return report.successfulAccounts.filter((accountId) => !failed.has(accountId));
}
