import { type AccessLook, isAtNobody } from './access.ts';
import type { ShareSettings } from './share-section.ts';

/** What may give access to accounts that lack it. REMAKE deletes the share and creates it again. */
export type Means = 'CONFIRM' | 'UPDATE' | 'REMAKE';

/**
 * The next means to try, each once. If nobody has access, the surest comes first. If some have it, making the share
 * again is left out: it would take access from them.
 * @param hasFailed the share is known to have failed: where nobody is there, only making it again tells that it works
 */
export function nextMeans(
  look: Pick<AccessLook, 'having' | 'lacking'>,
  tried: readonly Means[],
  heal: ShareSettings['heal'],
  hasFailed: boolean,
): Means | undefined {
  const isForNobody = isAtNobody(look) && hasFailed;
  if (look.lacking === 0 && !isForNobody) return undefined;
  const gentle: readonly Means[] = isForNobody ? [] : ['UPDATE', 'CONFIRM'];
  const order: readonly Means[] = look.having === 0 && heal !== 'never' ? ['REMAKE', ...gentle] : gentle;
  return order.find((means) => !tried.includes(means));
}
