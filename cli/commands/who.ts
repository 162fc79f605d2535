import type { Command } from '../command/command.ts';
import { atStack } from '../connect/at-stack.ts';
import { WHO_JSON } from '../who/who-json.ts';

export const who: Command = {
  usage: 'who <what>',
  about: 'Says what reaches an account, a unit or a principal now, or whom a portfolio reaches, and why.',
  positionals: { what: 'Id of an account, a unit, the organization or a portfolio, or ARN of a principal.' },
  json: WHO_JSON,
  connects: true,
  examples: [
    ['who 333344445555', 'By which shares an account has which portfolios.'],
    ['who port-a1b2c3d4e5f6g', 'Whom a portfolio is shared with, and who asked for it.'],
  ],
  load: async () => (given) =>
    atStack(given, async (connection) => {
      const { showReached } = await import('../who/show-reached.ts');
      return showReached(connection, given.text('what') ?? '', given.flag('json'));
    }),
};
