import type { RequestRecord } from '../../../core/ledger/request-record.ts';

export const NOW = '2026-11-22T01:00:00.000Z';
export const BEFORE = { shareTagOptions: true, sharePrincipals: false };
export const deleted = { write: 'DELETE', status: 'COMPLETED', successfulSoFar: 2 } as const;
export const created = { write: 'CREATE', status: 'COMPLETED_WITH_ERRORS', successfulSoFar: 1 } as const;
export const failures = [{ accountId: '200000000002', error: 'InternalFailure', message: 'no' }];
export const accounts = { succeeded: 1, failed: 1, alreadyReached: 0, alreadyReachedAccounts: [], failures };

/** A request that has deleted its share, to make it again. */
export function remaking(more: Partial<RequestRecord>): RequestRecord {
  return {
    requestKey: 'req-1',
    requester: { account: '111122223333', source: 'acme.vending' },
    eventId: 'e',
    requestedAt: NOW,
    acceptedAt: NOW,
    contentHash: 'c',
    executionArn: 'arn',
    phase: 'WRITING',
    sequence: 1,
    request: {
      requestId: 'vend-1',
      action: 'SHARE',
      portfolioId: 'port-a',
      recipient: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
      shareTagOptions: false,
      sharePrincipals: false,
      principals: [],
    },
    before: BEFORE,
    remakes: 1,
    ...more,
  };
}
