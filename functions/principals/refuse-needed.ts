import { listShareEntries } from '../../aws/ledger/shares.ts';
import { rejected } from '../../core/foliocast-error.ts';
import { neededElsewhere } from '../../core/ledger/needed-elsewhere.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';

/**
 * Principals belong to the portfolio, not to the share: taking one off takes it from every other share too.
 * @throws PRINCIPAL_STILL_NEEDED if another wanted share of the portfolio was asked for with one of them
 */
export async function refuseNeeded(request: ShareRequest): Promise<void> {
  if (request.action === 'SHARE' || request.principals.length === 0) return;
  const needed = neededElsewhere(request, await listShareEntries(request.portfolioId));
  const [first] = needed;
  if (!first) return;
  const more = needed.length > 1 ? `, and ${needed.length - 1} more such needs` : '';
  const sentence = `${first.principalArn} is still needed by the share with ${first.recipient.value}${more}`;
  throw rejected('PRINCIPAL_STILL_NEEDED', sentence);
}
