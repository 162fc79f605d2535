import type { ShareEnd } from './share-end.ts';

/**
 * Whether a newcomer at a node, which has no access yet, will get it. `AS_OTHERS`: only if somebody at the node has
 * access, since nothing else tells that the share works.
 */
export type Newcomers = 'REACHED' | 'AS_OTHERS' | 'NOT_REACHED';

/** @param end the last end of the share, as far as it is known without a look at its accounts now */
export function newcomersAt(
  end: Pick<ShareEnd, 'access' | 'failures' | 'hasOtherPaths' | 'isSeenOnly'> | undefined,
): Newcomers {
  if (!end) return 'AS_OTHERS';
  const { access, failures, hasOtherPaths = false, isSeenOnly = false } = end;
  if (access === 'ALL') return hasOtherPaths || isSeenOnly ? 'AS_OTHERS' : 'REACHED';
  // Its creation failed, and nobody was named: whoever has access has it by another path.
  return access === 'NOT_ALL' && hasOtherPaths && failures.length === 0 ? 'NOT_REACHED' : 'AS_OTHERS';
}
