import { handler as confirmAccess } from '../../../../functions/share/confirm-access.ts';
import { BEFORE, type Given, SHARE_ITEM, STATE, TURN } from '../../given.ts';
import { step } from '../../step.ts';

/** The accounts at the unit. */
export const A = '333344445555';
export const B = '444455556666';

/** When the machine came to the state. */
export const VISIT = '2026-03-02T09:59:00.000Z';

/** `$.share` once nothing is left to do. */
export const DONE = {
  ...STATE,
  nextWrite: 'NONE',
  phase: 'SETTLED',
  writeNumber: 2,
  status: 'COMPLETED',
};

/** The flags that are asked for. */
export const OFF = { shareTagOptions: false, sharePrincipals: false };

/** The ledger knows that the share's last end missed some. */
export const END = { access: 'NOT_ALL', flags: 'ALL', failures: [], requestId: 'x', grantedAt: BEFORE };

/** The ledger knows that all have it. */
export const ALL = { ...END, access: 'ALL' };

/** A share that was there before, and was only confirmed. */
export const STOOD = { before: OFF };

/** What Service Catalog said of the accounts, of which it named these as failed. */
export function judged(failures: readonly string[], succeeded = 1) {
  return {
    succeeded,
    failed: failures.length,
    alreadyReached: 0,
    alreadyReachedAccounts: [],
    failures: failures.map((accountId) => ({ accountId, error: 'InternalFailure', message: 'no' })),
  };
}

/** A creation that ended well for both. */
export const CREATED = {
  write: 'CREATE',
  portfolioShareToken: 'share-1',
  status: 'COMPLETED',
  successfulSoFar: 2,
  accounts: judged([], 2),
};

/** An update that ended well for both. */
export const UPDATED = { ...CREATED, write: 'UPDATE' };

/** The write that was answered last. */
export const INTENT = {
  write: 'CREATE',
  number: 1,
  startedAt: '2026-03-02T09:51:00.000Z',
  answer: 'ANSWERED',
};

/** A share that this request has made. */
export const MADE = { before: 'ABSENT', plannedWrite: 'CREATE', intent: INTENT, share: CREATED };

/** Whom a look shows with access. */
export function having(...AccountIds: string[]) {
  return { ListPortfolioAccess: { AccountIds } };
}

/** What the ledger keeps of the accounts that the request's creation named as shared. */
export function reported(successfulAccounts: readonly string[]) {
  return [
    {
      pk: 'REQUEST#req-1',
      sk: 'ACCOUNTS',
      isWhole: true,
      accounts: JSON.stringify({ successfulAccounts, shareErrors: [] }),
    },
  ];
}

/** When others acted, after the request's turn began. */
export const TOLD = '2026-03-02T09:55:00.000Z';

/** What the ledger holds of the share since others acted. */
export function othersActed(end: object) {
  return [{ ...SHARE_ITEM, end: { ...ALL, othersActedAt: TOLD, ...end } }] as const;
}

/** Runs ConfirmAccess: on a share that stood there before, unless something else is said. */
export function confirm(given: Given = {}, state: object = {}, visit: string | undefined = VISIT) {
  const record = given.record ?? STOOD;
  return step(confirmAccess, { ...TURN, share: { ...DONE, ...state }, visit }, { ...given, record });
}
