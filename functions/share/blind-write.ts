import { recordProgress } from '../../aws/ledger/requests.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { ShareState } from './share-state.ts';

/** Each is followed by one that tells whether it has ended, which may be taken without a token, too. */
export const MOST_BLIND = 3;

/**
 * What tells whether a write without a token has ended, since it is refused as busy until then: a deletion finds
 * nothing any more, an update to the same flags changes nothing, and so does the creation of what is there.
 */
const FOLLOWED_BY = { CREATE: 'UPDATE', UPDATE: 'CONFIRM', DELETE: 'DELETE' } as const;

/** Most writes have not ended before. */
const FOLLOW_AFTER_SECONDS = 10;

export function followBlind(state: ShareState, write: keyof typeof FOLLOWED_BY): ShareState {
  return {
    ...state,
    nextWrite: FOLLOWED_BY[write],
    writeNumber: state.writeNumber + 1,
    phase: 'REMAKE',
    waitSeconds: FOLLOW_AFTER_SECONDS,
    status: 'NOT_STARTED',
    looks: 0,
    blind: (state.blind ?? 0) + 1,
  };
}

/** The call that followed has told that nothing runs any more. Whom it reached, nothing named. */
export async function recordEndOfBlind(
  { requestKey, share }: Pick<RequestRecord, 'requestKey' | 'share'>,
  further: Pick<Partial<RequestRecord>, 'metOthers' | 'remakes'> = {},
): Promise<void> {
  if (!share?.isBlind) return;
  const { isBlind: _, ...ended } = share;
  await recordProgress(requestKey, { share: { ...ended, status: 'COMPLETED' }, ...further });
}
