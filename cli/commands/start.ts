import type { Command } from '../command/command.ts';
import { PLACE_OPTIONS } from '../sandbox/sandbox-options.ts';
import { START_JSON } from '../start/start-json.ts';

export const start: Command = {
  usage: 'start [file]',
  about: 'Shows one request, step by step, on a sandbox that ends with it.',
  positionals: { file: 'An event, or the detail of a request; - is standard input; an example by default.' },
  options: {
    example: {
      kind: 'TEXT',
      choices: ['vending', 'ticket', 'approval'],
      about: 'One of the ways in, instead of a request',
    },
    ...PLACE_OPTIONS,
  },
  json: START_JSON,
  examples: [
    ['start', 'Packages the service, and shares the example portfolio.'],
    ['start --example approval', 'A risky request waits for your yes.'],
  ],
  needsClone: true,
  load: async () => (await import('../start/run-start.ts')).runStart,
};
