import type { ShareRequest } from '../request/share-request.ts';
import type { ShareFlags } from '../share/share-plan.ts';

/** What a request that has joined the queue asks of its share, in short. */
export interface QueuedWish extends ShareFlags {
  /** Its position among the requests for the same share. */
  readonly sequence: number;
  readonly requestKey: string;
  readonly requestId: string;
  readonly action: ShareRequest['action'];
}
