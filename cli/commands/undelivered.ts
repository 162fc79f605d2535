import type { Command } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import { atStack } from '../connect/at-stack.ts';
import { asker } from '../connect/connect.ts';
import { UNDELIVERED_JSON } from '../undelivered/undelivered-json.ts';
import { BY, changesNothing } from './by.ts';

export const undelivered: Command = {
  usage: 'undelivered [event-id..]',
  about: 'Lists events that did not reach their target, and why; delivers or discards them.',
  positionals: { 'event-id': 'Ids of the list; all by default, but for --discard.' },
  options: {
    deliver: { kind: 'FLAG', about: 'Delivers them to their targets again' },
    discard: { kind: 'TEXT', about: 'Reason; takes them out of the queue for good' },
    by: BY,
  },
  json: UNDELIVERED_JSON,
  connects: true,
  examples: [
    ['undelivered --stage prod', 'Which events, and why.'],
    ['undelivered --deliver', 'Tries all of them again.'],
    ["undelivered 6f0d… --discard 'sent by mistake'", 'Takes one away; the ledger keeps it.'],
  ],
  load: async () => (given) => {
    const ids = given.list('event-id');
    const [deliver, reason] = [given.flag('deliver'), given.text('discard')];
    if (deliver && reason !== undefined)
      throw new AskedWrongly('--deliver and --discard are two things: expected one.');
    if (reason !== undefined && ids.length === 0)
      throw new AskedWrongly('--discard takes events away for good: expected the EVENT-ID of each.');
    if (!deliver && reason === undefined && ids.length > 0)
      throw new AskedWrongly(`What about ${ids.join(', ')}? Expected --deliver or --discard REASON.`);
    if ((deliver || reason !== undefined) && given.flag('json'))
      throw new AskedWrongly('--json is for what is shown: leave it out.');
    if (reason === undefined && given.text('by') !== undefined) throw changesNothing('--discard');
    return atStack(given, async (connection) => {
      const undeliveredEvents = await import('../undelivered/show-undelivered.ts');
      if (deliver) return undeliveredEvents.deliverUndelivered(connection, ids);
      if (reason === undefined) return undeliveredEvents.showUndelivered(connection, given.flag('json'));
      return undeliveredEvents.discardUndelivered(connection, ids, reason, asker(given));
    });
  },
};
