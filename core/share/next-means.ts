import type { AccessLook } from './access.ts';
import type { ShareSettings } from './share-section.ts';

/** By what a share that some accounts lack may be brought about. */
export type Means = 'CONFIRM' | 'UPDATE' | 'REMAKE';

/**
 * The next means to try, each once: where nobody has it, the surest first; where some have it, only those that take
 * it from nobody, which making the share again would.
 */
export function nextMeans(
  look: Pick<AccessLook, 'having' | 'lacking'>,
  tried: readonly Means[],
  heal: ShareSettings['heal'],
): Means | undefined {
  if (look.lacking === 0) return undefined;
  const gentle: readonly Means[] = ['UPDATE', 'CONFIRM'];
  const order: readonly Means[] = look.having === 0 && heal !== 'never' ? ['REMAKE', ...gentle] : gentle;
  return order.find((means) => !tried.includes(means));
}
