import type { Draining, Lease } from './lease.ts';

/**
 * The single-item conditional writes that the lease is made of. Each is atomic, safe to repeat, and answers
 * whether it was this call that made the change; none depends on what another call is about to do.
 */
export interface LeaseStore {
  read(scope: string): Promise<Lease>;
  /** Appends once: not while the request is in the queue or holds. FULL changes nothing. */
  append(
    scope: string,
    requestKey: string,
    longestQueue: number,
  ): Promise<'APPENDED' | 'ALREADY_THERE' | 'FULL'>;
  /** Makes the first of the queue, if that is still this request, the holder under the next fence. */
  grant(scope: string, requestKey: string, fence: number, at: string): Promise<boolean>;
  /** Answers whether the request holds under this fence, confirmed now or before. */
  confirm(scope: string, requestKey: string, fence: number, at: string): Promise<boolean>;
  /** Ends the holding of this request, whatever its fence; with `draining`, nobody is granted until that ends. */
  release(scope: string, requestKey: string, draining: Draining | undefined): Promise<boolean>;
  /** Takes the request out of the queue. */
  withdraw(scope: string, requestKey: string): Promise<boolean>;
  /** Nobody new is granted until it is resumed; the holder goes on. */
  pause(scope: string, at: string): Promise<boolean>;
  resume(scope: string): Promise<boolean>;
  endDraining(scope: string, draining: Draining): Promise<boolean>;
}
