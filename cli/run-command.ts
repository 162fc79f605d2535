import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf } from './command/command.ts';
import { AskedWrongly, Interrupted, NotDone } from './command/failures.ts';
import { parseArguments } from './command/parse-arguments.ts';
import { note } from './command/print.ts';
import { isOneFile } from './command/program.ts';
import { COMMANDS } from './commands/commands.ts';
import { CONNECTION_OPTIONS } from './connect/connection-options.ts';

/** Runs one subcommand to its exit status: 0 done, 1 refused or failed, 2 asked wrongly, 130 interrupted. */
export async function runFoliocast(args: readonly string[]): Promise<number> {
  try {
    const parsed = await parseArguments(COMMANDS, CONNECTION_OPTIONS, version(), args);
    if (parsed.kind === 'PRINT') {
      console.log(parsed.text);
      return 0;
    }
    const { command } = parsed;
    if (command.needsClone && isOneFile())
      throw new AskedWrongly(
        `${nameOf(command)} needs the sources, which this file does not have: run it in a clone of Foliocast.`,
      );
    const run = await command.load();
    return await run(parsed.given);
  } catch (error) {
    return tell(error);
  }
}

/** What a command cannot go on with is said by its message alone; a stack is for defects. */
function tell(error: unknown): number {
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Interrupted) {
    note(message);
    return 130;
  }
  // By name too: the sandbox has errors of its own, and knows nothing of commands.
  if (
    error instanceof AskedWrongly ||
    error instanceof NotDone ||
    name === 'Refusal' ||
    name === 'NotPackaged'
  ) {
    note(message);
    return error instanceof AskedWrongly ? 2 : 1;
  }
  note(`This should not have happened, and is a defect of Foliocast: ${message}`);
  if (error instanceof Error && error.stack) console.error(error.stack);
  return 1;
}

declare const VERSION: string | undefined;

function version(): string {
  if (typeof VERSION === 'string') return VERSION;
  return JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')).version;
}
