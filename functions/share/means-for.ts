import { creationOf } from '../../core/ledger/creation-of.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { secondsSince } from '../../core/ledger/seconds-since.ts';
import type { AccessLook } from '../../core/share/access.ts';
import { type Means, nextMeans } from '../../core/share/next-means.ts';
import { hasTimeFor, REMAKE_ACTIONS } from '../../core/share/time-for-actions.ts';
import { shareSettings } from '../task/settings.ts';
import type { ShareState } from './share-state.ts';

/** By what to give access to accounts that lack it; `undefined` if nothing is left that may be tried, or no time. */
export function meansFor(
  { cancelledBy, tried = [], share, intent }: RequestRecord,
  look: AccessLook,
  { deadlineAt, remakes }: ShareState,
  now: string,
): Means | undefined {
  if (cancelledBy !== undefined) return undefined;
  const { deadlineSeconds, heal } = shareSettings;
  const ran = share && intent ? secondsSince(intent.startedAt, now) : undefined;
  const hasTime = (actions: number) => hasTimeFor(actions, now, deadlineAt, ran, deadlineSeconds);
  if (!hasTime(1)) return undefined;
  // A throttled creation was made again by itself.
  const done: readonly Means[] = remakes > 0 ? [...tried, 'REMAKE'] : tried;
  return nextMeans(look, done, hasTime(REMAKE_ACTIONS) ? heal : 'never');
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
