import type { AccessLook } from './access.ts';
import type { ShareSettings } from './share-section.ts';

/** By what a share that some accounts lack may be brought about. */
export type Means = 'CONFIRM' | 'UPDATE' | 'REMAKE';

/**
 * The next means to try, the surest first of those that take access from nobody; making the share again takes it
 * from whoever has it, so that then only `heal: always` allows it. Each is tried once.
 */
export function nextMeans(
  look: Pick<AccessLook, 'having' | 'lacking'>,
  tried: readonly Means[],
  heal: ShareSettings['heal'],
): Means | undefined {
  if (look.lacking === 0) return undefined;
  const isAllowed = heal === 'always' || (heal === 'when-all-failed' && look.having === 0);
  const gentle: readonly Means[] = ['UPDATE', 'CONFIRM'];
  const order: readonly Means[] = look.having === 0 ? ['REMAKE', ...gentle] : [...gentle, 'REMAKE'];
  return order.find((means) => !tried.includes(means) && (means !== 'REMAKE' || isAllowed));
}
