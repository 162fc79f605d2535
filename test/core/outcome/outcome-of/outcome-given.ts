import type { RequestRecord } from '../../../../core/ledger/request-record.ts';
import { outcomeOf } from '../../../../core/outcome/outcome-of.ts';

/** When the request was accepted, had its turn, was looked at, and was decided. */
export const [ACCEPTED, GRANTED, LOOKED, DECIDED] = [
  '2026-11-22T00:00:00.000Z',
  '2026-11-22T00:01:00.000Z',
  '2026-11-22T00:02:00.000Z',
  '2026-11-22T00:03:30.000Z',
];
export const FAILED = [{ accountId: '200000000002', error: 'AccessDenied', message: 'no' }];
export const ACCOUNTS = {
  succeeded: 2,
  failed: 0,
  alreadyReached: 0,
  alreadyReachedAccounts: [],
  failures: [],
};
/** A creation that has ended. */
export const SHARE = { write: 'CREATE', status: 'COMPLETED', successfulSoFar: 2 } as const;
export const INTENT = { write: 'CREATE', number: 1, startedAt: GRANTED, answer: 'ANSWERED' } as const;
/** A look that shows all with access. */
export const LOOK = { lookedAt: LOOKED, having: 2, lacking: 0, lackingAccounts: [], doubtfulAccounts: [] };
export const REQUEST = {
  requestId: 'vend-1',
  action: 'SHARE',
  portfolioId: 'port-a',
  recipient: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
  shareTagOptions: true,
  sharePrincipals: false,
  principals: [],
} as const;

export const OTHER_FLAGS = { shareTagOptions: false, sharePrincipals: false };

/** A request that has written. */
export function record(more: object = {}): RequestRecord {
  return {
    requestKey: 'req-1',
    requester: { account: '111122223333', source: 'acme.vending' },
    eventId: 'e',
    requestedAt: ACCEPTED,
    acceptedAt: ACCEPTED,
    grantedAt: GRANTED,
    contentHash: 'c',
    executionArn: 'arn',
    phase: 'WRITING',
    sequence: 1,
    before: 'ABSENT',
    request: REQUEST,
    ...more,
  } as RequestRecord;
}
export const decide = (more: object = {}, error?: { readonly Error: string; readonly Cause?: string }) =>
  outcomeOf(record(more), error, DECIDED);
export const rejectedAs = (code: string) => ({ Error: 'RequestRejected', Cause: `${code}: so it is` });
export const typeOf = (more: object, error?: { readonly Error: string }) => decide(more, error).detailType;
