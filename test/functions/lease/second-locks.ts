import type { Planted } from './memory-lease-store.ts';

/** Conditions that no interleaving needs: what else keeps the same harm away, each in one sentence. */
export const SECOND_LOCKS: Partial<Readonly<Record<Planted, string>>> = {
  'grant: nobody holds':
    'Whoever grants has read the lease without a holder, and a grant since then has another fence.',
  'grant: nothing drains':
    'Whoever grants has read that nothing drains; draining begins only after another grant, which has another fence.',
  'give back: request': 'A fence is given to one request.',
  'give back: fence':
    'What is given back was not taken up: nothing was written under it, and its execution finds out when it confirms.',
  'confirm: request': 'A fence is given to one request.',
  'confirm: fence': 'Before each write the lease is read again, and its fence compared.',
  'end draining: request': 'A fence is given to one request.',
  'end draining: fence':
    'A request drains again only in a later turn, after the sweep that ended the first draining; sweeps do not overlap.',
  'renew token: turn': 'The token of an earlier turn is an older one.',
  'renew token: not ended': 'A ticket ends when it is closed.',
  'renew token: not closed': 'A closed ticket has ended.',
  'take grant: not closed': 'A closed ticket has ended, so its state is neither WAITING nor GRANTED.',
  'take grant: state': 'A ticket that is open waits, or has this very grant.',
  'put place: absent':
    'The place is the same; the length that would be counted twice is a hint, and is counted again.',
};
