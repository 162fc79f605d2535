import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { readShareEntry } from '../../aws/ledger/shares.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { endAfter } from '../../core/ledger/end-after.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { AccessLook } from '../../core/share/access.ts';
import { type Means, nextMeans } from '../../core/share/bring-about.ts';
import type { Turn } from '../lease/hold-lease.ts';
import { shareSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import { lookAtAccess } from './look-at-access.ts';
import type { ShareState } from './share-state.ts';

/** A list may lag behind: what one look misses is looked for a second time, so much later. */
const LOOK_AGAIN_SECONDS = 30;
const MOST_LOOKS = 2;

type Input = Turn & { readonly share: ShareState };

/**
 * A share that was listed before this request has arrived only if its last end says so, or a look at the accounts
 * of its node. Where some lack it, it is brought about by what policy allows, one means after the other.
 */
export const handler = taskHandler(
  async ({ requestKey, share: state }: Input, { now, logger }): Promise<ShareState> => {
    const record = await readRequest(requestKey);
    if (!(await isToBeLookedAt(record))) return { ...state, phase: 'SETTLED', nextWrite: 'NONE' };
    const { portfolioId, recipient } = record.request;
    const look = await lookAtAccess(portfolioId, recipient, now);
    if (!look) {
      const sentence = `the share is listed, but its last end is not known, and the accounts of ${recipient.value} could not be listed`;
      throw new FoliocastError('ShareStatusUnknown', sentence);
    }
    await recordProgress(requestKey, { access: look });
    logger.info('Looked at the accounts', { ...look });
    const looks = (state.looks ?? 0) + 1;
    if (look.lacking > 0 && looks < MOST_LOOKS) {
      return { ...state, looks, phase: 'LOOK', waitSeconds: LOOK_AGAIN_SECONDS };
    }
    const means = meansFor(record, look, state, now);
    if (!means) return { ...state, looks, phase: 'SETTLED', nextWrite: 'NONE' };
    await recordProgress(requestKey, { tried: [...(record.tried ?? []), means] });
    logger.info('Brings the share about', { means });
    return { ...state, ...stepOf(means, state) };
  },
);

/** Of a share that this very request made, its end tells all; of one that was there, what is known of it before, too. */
async function isToBeLookedAt(record: RequestRecord): Promise<boolean> {
  const { request, before } = record;
  if (request.action !== 'SHARE' || request.recipient.type === 'ACCOUNT' || before === 'ABSENT') return false;
  const { end } = await readShareEntry(request.portfolioId, request.recipient);
  const { access: _, ...written } = record;
  return endAfter(end, written)?.access !== 'ALL';
}

function meansFor(
  { cancelledBy, tried = [] }: RequestRecord,
  look: AccessLook,
  { deadlineAt }: ShareState,
  now: string,
): Means | undefined {
  if (cancelledBy !== undefined || now >= deadlineAt) return undefined;
  return nextMeans(look, tried, shareSettings.heal);
}

function stepOf(
  means: Means,
  { remakes }: ShareState,
): Pick<ShareState, 'phase' | 'nextWrite' | 'waitSeconds' | 'remakes'> {
  const step = { phase: 'REMAKE', waitSeconds: 1, remakes } as const;
  switch (means) {
    case 'CONFIRM':
    case 'UPDATE':
      return { ...step, nextWrite: means };
    case 'REMAKE':
      return { ...step, nextWrite: 'DELETE', remakes: remakes + 1 };
  }
}
