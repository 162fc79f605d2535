import { endWhenNobodyReads } from './command/print.ts';
import { listenForStops } from './command/stopping.ts';
import { runFoliocast } from './run-command.ts';

/** What a process needs around a command: its signals, its streams, its exit status. */
export async function main(): Promise<void> {
  endWhenNobodyReads();
  listenForStops();
  process.exitCode = await runFoliocast(process.argv.slice(2));
}
