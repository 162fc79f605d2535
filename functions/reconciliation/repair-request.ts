import type { Repair } from '../../core/reconciliation/plan-repairs.ts';
import { RECONCILIATION_SOURCE } from '../../core/request/reconciliation-source.ts';
import { recipientFields } from '../../core/share/recipient.ts';

/** Detail of the `PortfolioShareRequested` that asks again for all that is wanted of a share. */
export function repairRequest(
  { entry }: Pick<Repair, 'entry'>,
  requestId: string,
  retryOf: string | undefined,
): object {
  const { portfolioId, recipient, wanted } = entry;
  return {
    version: '1',
    requestId,
    action: 'SHARE',
    portfolioId,
    ...recipientFields(recipient),
    shareTagOptions: wanted?.shareTagOptions ?? false,
    sharePrincipals: wanted?.sharePrincipals ?? false,
    principals: (wanted?.principals ?? []).map(({ principalArn, principalType }) => ({
      principalArn,
      principalType,
    })),
    requestedBy: RECONCILIATION_SOURCE,
    ...(retryOf !== undefined && { retryOf }),
  };
}
