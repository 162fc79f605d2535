import type { Command } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { whenStopped } from '../command/stopping.ts';
import { atStack } from '../connect/at-stack.ts';
import { asker } from '../connect/connect.ts';
import { nextLine } from '../connect/connection.ts';
import { QUEUE_JSON } from '../queue/queue-json.ts';
import { SENDER_OPTIONS, senderOf } from '../requests/sender-options.ts';
import { BY, changesNothing } from './by.ts';

export const queue: Command = {
  usage: 'queue',
  about: 'Says who has the turn, who waits and for how long; changes the queue.',
  options: {
    pause: { kind: 'FLAG', about: 'No further request gets a turn; the one that has it goes on' },
    now: {
      kind: 'FLAG',
      about: 'With --pause: also stops the request that has the turn before its next step',
    },
    resume: { kind: 'FLAG', about: 'The queue moves again' },
    cancel: { kind: 'TEXT', about: 'Stops this REQUEST-ID before its next step' },
    release: { kind: 'FLAG', about: 'Takes the turn from the request that has it, or ends a draining' },
    lease: { kind: 'TEXT', about: 'With --release: the portfolio, where lease.scope is portfolio' },
    ...SENDER_OPTIONS,
    by: BY,
  },
  json: QUEUE_JSON,
  connects: true,
  examples: [
    ['queue --stage prod', 'Who has the turn, and who waits.'],
    ['queue --pause --now --stage prod', 'Stops all writes.'],
    ['queue --cancel vend-2026-000123', 'Stops a request before its next step.'],
  ],
  load: async () => (given) => {
    const action = actionOf(given);
    return atStack(given, async (connection) => {
      const by = asker(given);
      if (action)
        whenStopped({
          close: () => undefined,
          says: `It may be done already. To see it: ${nextLine(connection, 'queue')}`,
        });
      switch (action) {
        case 'pause':
          return (await import('../queue/pause.ts')).pause(connection, by, given.flag('now'));
        case 'resume':
          return (await import('../queue/pause.ts')).resume(connection);
        case 'release':
          return (await import('../queue/release.ts')).release(connection, by, given.text('lease'));
        case 'cancel': {
          const { findOne } = await import('../requests/find-request.ts');
          const record = await findOne(senderOf(given), connection, given.text('cancel') ?? '');
          return (await import('../queue/cancel.ts')).cancel(connection, record, by);
        }
        case undefined:
          return (await import('../queue/show-queue.ts')).showQueue(connection, given.flag('json'));
      }
    });
  },
};

const FLAGS = ['pause', 'resume', 'release'] as const;

/** @throws AskedWrongly where several are asked for at once, or one is given what belongs to another */
function actionOf(given: Given): 'pause' | 'resume' | 'release' | 'cancel' | undefined {
  const asked = [
    ...FLAGS.filter((name) => given.flag(name)),
    ...(given.text('cancel') === undefined ? [] : (['cancel'] as const)),
  ];
  const [action, another] = asked;
  if (another) throw new AskedWrongly(`--${action} and --${another} are two things: expected one.`);
  if (action && given.flag('json'))
    throw new AskedWrongly(`--json is for what is shown: leave it out, or --${action}.`);
  if (!action && given.text('by') !== undefined)
    throw changesNothing('--pause, --resume, --cancel or --release');
  if (action !== 'pause' && given.flag('now'))
    throw new AskedWrongly('--now says that the request with the turn is stopped, too: expected --pause.');
  if (action !== 'release' && given.text('lease') !== undefined)
    throw new AskedWrongly('--lease says whose turn is released: expected --release.');
  const sender = ['account', 'source'].find((name) => given.text(name) !== undefined);
  if (action !== 'cancel' && sender)
    throw new AskedWrongly(`--${sender} says whose request is cancelled: expected --cancel REQUEST-ID.`);
  return action;
}
