import type { ShareFlags } from '../share/share-plan.ts';

/** What the newest request for one share that has joined the queue wants of it. */
export interface QueuedWish extends ShareFlags {
  /** Its position among the requests for the same share. */
  readonly sequence: number;
  readonly requestKey: string;
  readonly requestId: string;
  readonly action: 'SHARE' | 'UNSHARE';
}

/** Whether two wishes for one share cannot both be fulfilled. Flags mean nothing to a share that is to go. */
export function areContradicting(
  a: ShareFlags & Pick<QueuedWish, 'action'>,
  b: ShareFlags & Pick<QueuedWish, 'action'>,
): boolean {
  if (a.action !== b.action) return true;
  if (a.action === 'UNSHARE') return false;
  return a.shareTagOptions !== b.shareTagOptions || a.sharePrincipals !== b.sharePrincipals;
}
