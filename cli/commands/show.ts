import type { Command } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import { whenStopped } from '../command/stopping.ts';
import { atStack } from '../connect/at-stack.ts';
import { asker } from '../connect/connect.ts';
import { nextLine } from '../connect/connection.ts';
import { portfolioOf } from '../requests/portfolio-option.ts';
import { SENDER_OPTIONS, senderOf } from '../requests/sender-options.ts';
import { SHOW_JSON } from '../show/show-json.ts';
import { BY, changesNothing } from './by.ts';

const FILTERS = ['portfolio', 'from', 'state', 'most'];

export const show: Command = {
  usage: 'show [request-id]',
  about: 'Says what became of a request, step by step; without an id the latest ones.',
  positionals: { 'request-id': 'The requestId of its sender.' },
  options: {
    ...SENDER_OPTIONS,
    portfolio: { kind: 'TEXT', about: 'Of the latest, those about this portfolio' },
    from: { kind: 'TEXT', about: 'Of the latest, only those from this source' },
    state: {
      kind: 'TEXT',
      choices: ['open', 'completed', 'with-errors', 'failed'],
      about: 'Of the latest, those in this state',
    },
    most: { kind: 'TEXT', about: 'How many of the latest; 20 by default' },
    resend: { kind: 'FLAG', about: 'Puts the outcome of the request on the bus again' },
    by: BY,
  },
  json: SHOW_JSON,
  connects: true,
  examples: [
    ['show', 'The latest requests.'],
    ['show vend-2026-000123', 'One of them, step by step.'],
    ['show --state failed --portfolio port-a1b2c3d4e5f6g', 'What failed of a portfolio.'],
  ],
  load: async () => (given) => {
    const requestId = given.text('request-id');
    const filter = FILTERS.find((name) => given.text(name) !== undefined);
    if (requestId !== undefined && filter !== undefined)
      throw new AskedWrongly(`--${filter} chooses among the latest: leave it out, or ${requestId}.`);
    const ofOne = given.flag('resend') ? 'resend' : ['account', 'source'].find((name) => given.text(name));
    if (requestId === undefined && ofOne)
      throw new AskedWrongly(`--${ofOne} is of one request: expected its REQUEST-ID.`);
    if (given.text('by') !== undefined && !given.flag('resend')) throw changesNothing('--resend');
    portfolioOf(given);
    const isCount = (value: number) => Number.isInteger(value) && value > 0;
    const most = given.number('most', 'a whole number from 1', isCount);
    if (given.flag('resend') && given.flag('json'))
      throw new AskedWrongly('--json is for what is shown: leave it out, or --resend.');
    return atStack(given, async (connection) => {
      if (requestId === undefined)
        return (await import('../show/show-latest.ts')).showLatest(given, connection, most);
      const { findOne } = await import('../requests/find-request.ts');
      const record = await findOne(senderOf(given), connection, requestId);
      if (given.flag('resend')) {
        const again = nextLine(connection, 'show', requestId, '--resend');
        whenStopped({ close: () => undefined, says: `It may be asked for already. To ask again: ${again}` });
        return (await import('../show/resend.ts')).resend(connection, record, asker(given));
      }
      const { showRequest } = await import('../show/show-request.ts');
      return showRequest(connection, record, given.flag('json'));
    });
  },
};
