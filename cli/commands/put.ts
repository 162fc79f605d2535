import type { Command } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import { atStack } from '../connect/at-stack.ts';
import { PUT_JSON } from '../put/put-json.ts';
import { REQUEST_OPTIONS } from '../put/request-options.ts';
import { BY } from './by.ts';

export const put: Command = {
  usage: 'put [file]',
  about: 'Puts a request, or any event that Foliocast takes, and follows a request to its outcome.',
  positionals: { file: 'An event, or the detail of a request; - is standard input.' },
  options: {
    ...REQUEST_OPTIONS,
    'request-id': { kind: 'TEXT', about: 'Its id; one is made by default' },
    source: { kind: 'TEXT', about: 'As which source it is put; operator.put by default' },
    by: BY,
    detach: { kind: 'FLAG', about: 'Puts it, and does not wait for the outcome' },
    'timeout-seconds': { kind: 'TEXT', about: 'How long it follows; 10800 by default' },
  },
  json: PUT_JSON,
  connects: true,
  examples: [
    ['put --portfolio port-a1b2c3d4e5f6g --with ou-ab12-cdef3456', 'Shares a portfolio with a unit.'],
    ['put my-request.json --detach', 'Puts what the file holds, and does not wait.'],
  ],
  load: async () => {
    const { eventFrom, put: putEvent } = await import('../put/put.ts');
    return async (given) => {
      if (given.flag('detach') && given.text('timeout-seconds') !== undefined)
        throw new AskedWrongly('--timeout-seconds says how long it follows: leave it out, or --detach.');
      const seconds = given.number('timeout-seconds', 'a number above 0', (value) => value > 0);
      const event = await eventFrom(given);
      return atStack(given, (connection) => putEvent(given, connection, event, seconds));
    };
  },
};
