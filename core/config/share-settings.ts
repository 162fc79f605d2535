import type { PollDelays } from '../share/poll-delay.ts';

/** How long and how often the share machine tries; seconds. */
export interface ShareSettings {
  /** From the grant of the lease until SHARE_TIMED_OUT. */
  readonly deadlineSeconds: number;
  readonly poll: PollDelays;
  /** A request older than this when its turn comes ends as EXPIRED. */
  readonly oldestSeconds: number;
  readonly heal: 'never' | 'when-all-failed' | 'always';
  /** How often one request may make its share again. */
  readonly mostRemakes: number;
  readonly remakeAfterSeconds: number;
}

export interface LeaseSettings {
  /** AWS does not document what "one share action at a time" spans; the widest is the safe reading. */
  readonly scope: 'account-and-region' | 'portfolio';
  readonly longestQueue: number;
  /** How long a lease drains for a share whose end nobody can see. */
  readonly drainSeconds: number;
}

export const SHARE_SETTINGS: ShareSettings = {
  deadlineSeconds: 7_200,
  poll: { firstSeconds: 12, factor: 1.6, mostSeconds: 60 },
  oldestSeconds: 86_400,
  heal: 'when-all-failed',
  mostRemakes: 2,
  remakeAfterSeconds: 15,
};

export const LEASE_SETTINGS: LeaseSettings = {
  scope: 'account-and-region',
  longestQueue: 5_000,
  drainSeconds: 3_600,
};
