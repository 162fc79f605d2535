import { creationOf } from '../../core/ledger/creation-of.ts';
import { endWithoutLook } from '../../core/ledger/is-to-be-looked-at.ts';
import type { RequestRecord, ShareRecord } from '../../core/ledger/request-record.ts';
import type { AccessLook } from '../../core/share/access.ts';
import { type Means, nextMeans } from '../../core/share/next-means.ts';
import { wasOnlyThrottled } from '../../core/share/share-errors.ts';
import { hasTimeFor, REMAKE_ACTIONS } from '../../core/share/time-for-actions.ts';
import { shareSettings } from '../task/settings.ts';
import type { ShareState } from './share-state.ts';

/** A share that was made again and was only throttled is made again once more. Then a person has to look. */
const MOST_REMAKES = 2;

/** By what to give access to accounts that lack it; `undefined` if nothing is left that may be tried, or no time. */
export function meansFor(
  record: RequestRecord,
  look: AccessLook,
  { deadlineAt, remakes }: ShareState,
  now: string,
): Means | undefined {
  const { cancelledBy, tried = [], share } = record;
  if (cancelledBy !== undefined) return undefined;
  const { deadlineSeconds, heal } = shareSettings;
  const hasTime = (actions: number) =>
    hasTimeFor(actions, now, deadlineAt, share?.ranSeconds, deadlineSeconds);
  if (!hasTime(1)) return undefined;
  const isRemade = remakes > 0 && !(remakes < MOST_REMAKES && wasThrottled(share));
  const others = tried.filter((means) => means !== 'REMAKE' || remakes === 0);
  const done: readonly Means[] = isRemade ? [...others, 'REMAKE'] : others;
  const hasFailed = endWithoutLook(record)?.access === 'NOT_ALL';
  return nextMeans(look, done, hasTime(REMAKE_ACTIONS) ? heal : 'never', hasFailed);
}

/** Only deleting and creating it mends that (seen by Terraform's users). */
function wasThrottled(share: ShareRecord | undefined): boolean {
  return share?.write === 'CREATE' && share.accounts !== undefined && wasOnlyThrottled(share.accounts);
}

/** What the ledger keeps of the choice. Before the share is deleted, nobody has it: nothing is worth keeping of it. */
export function noteMeans(
  record: RequestRecord,
  means: Means,
  visit: string | undefined,
): Partial<RequestRecord> {
  const created = means === 'REMAKE' ? undefined : creationOf(record);
  return {
    tried: [...(record.tried ?? []), means],
    ...(visit !== undefined && { triedLast: { visit, means } }),
    ...(created && { created }),
  };
}

export function stepOf(
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
