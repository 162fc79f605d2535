import type { Command } from '../command/command.ts';
import { PLACE_OPTIONS } from '../sandbox/sandbox-options.ts';

export const sandbox: Command = {
  usage: 'sandbox',
  about: 'Runs the packaged service on an embedded AWS, until you stop it.',
  options: {
    port: { kind: 'TEXT', about: '4566 by default; 0 takes any free one' },
    ...PLACE_OPTIONS,
    events: { kind: 'TEXT', about: 'File for each event, a JSON line each; - is standard output' },
    logs: { kind: 'FLAG', about: "Writes the functions' log lines to standard error" },
    package: { kind: 'TEXT', about: 'Folder of a package that was made before' },
    parameter: { kind: 'LIST', about: 'NAME=VALUE of the template; may be repeated' },
  },
  examples: [
    ['sandbox', 'Serves on http://127.0.0.1:4566, and says what to try.'],
    ['sandbox --speed 60 --events -', 'A minute in a second; prints each event.'],
  ],
  needsClone: true,
  load: async () => (await import('../sandbox/run-sandbox.ts')).runSandbox,
};
