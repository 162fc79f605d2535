import type { Durations } from './settings.ts';
import type { ShareAction, ShareActionKind } from './share-action.ts';

export interface ShareTimeline {
  /** When the status turns from NOT_STARTED to IN_PROGRESS; like all times in milliseconds since the epoch. */
  readonly startsAt: number;
  /** In the order of their times. */
  readonly steps: readonly { readonly accountId: string; readonly at: number }[];
  readonly endsAt: number;
}

/**
 * When which account is reached. Accounts follow one another `accountSeconds` apart, or closer where they would
 * outlast the share; the share lasts as long as its node or kind says, and at least as its slowest account.
 */
export function timelineOf(
  durations: Durations,
  { startedAt, kind, nodeId }: Pick<ShareAction, 'startedAt' | 'kind' | 'nodeId'>,
  accountIds: readonly string[],
): ShareTimeline {
  const own = Object.hasOwn(durations.nodes, nodeId) ? durations.nodes[nodeId] : undefined;
  const nominal = own ?? secondsOf(durations, kind);
  const waiting = Math.min(durations.notStartedSeconds, nominal);

  let seconds = nominal;
  let isInOrder = true;
  const steps = accountIds.map((accountId, index) => {
    const slow = Object.hasOwn(durations.accounts, accountId) ? durations.accounts[accountId] : undefined;
    if (slow !== undefined) {
      isInOrder = false;
      seconds = Math.max(seconds, slow);
    }
    const position = index + 1;
    const usual = Math.min(
      position * durations.accountSeconds,
      (position / accountIds.length) * (nominal - waiting),
    );
    return { accountId, at: startedAt + (slow ?? waiting + usual) * 1000 };
  });
  return {
    startsAt: startedAt + waiting * 1000,
    steps: isInOrder ? steps : steps.sort((one, other) => one.at - other.at),
    endsAt: startedAt + seconds * 1000,
  };
}

function secondsOf(durations: Durations, kind: ShareActionKind): number {
  switch (kind) {
    case 'CREATE':
      return durations.shareSeconds;
    case 'UPDATE':
      return durations.updateSeconds;
    case 'DELETE':
      return durations.deleteSeconds;
    default:
      return kind satisfies never;
  }
}
