import { listShareEntries, recordApproved } from '../../aws/ledger/shares.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';

/** What is taken off was approved once: whoever brings it back asks again, at every share. */
export async function forgetApproval(
  { portfolioId, principals }: Pick<ShareRequest, 'portfolioId' | 'principals'>,
  grantedAt: string,
): Promise<void> {
  if (principals.length === 0) return;
  const takenOff = new Set(principals.map(({ principalArn }) => principalArn));
  for (const { recipient, approved = [] } of await listShareEntries(portfolioId)) {
    const left = approved.filter(({ exposed }) => !takenOff.has(exposed));
    if (left.length < approved.length) await recordApproved(portfolioId, recipient, left, grantedAt);
  }
}
