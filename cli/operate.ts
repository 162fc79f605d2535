import { Refusal } from '../sandbox/wire/refusal.ts';
import { connect } from './operate/connect.ts';
import { type OperatorFlags, readOperatorFlags } from './operate/read-operator-flags.ts';

/** What a command says when it is done: what it did, and what to do next. */
type Command = (flags: OperatorFlags) => Promise<readonly string[]>;

/** Loaded after the connection is settled: the clients in aws/ read it from the environment when they are made. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  queue: async () => (await import('./operate/queue.ts')).queue,
  cancel: async () => (await import('./operate/cancel.ts')).cancel,
  'release-lease': async () => (await import('./operate/take-lease.ts')).takeLease,
  pause: async () => (await import('./operate/pause.ts')).pause,
  resume: async () => (await import('./operate/pause.ts')).resume,
  resend: async () => (await import('./operate/resend.ts')).resend,
  redrive: async () => (await import('./operate/redrive.ts')).redrive,
};

/** The commands for three in the morning. Each is safe to run twice; docs/runbook.md says when to run which. */
export async function runOperate([name = '', ...args]: readonly string[]): Promise<void> {
  try {
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!load) {
      throw new Refusal(
        `The command is ${name || 'missing'}: expected one of ${Object.keys(COMMANDS).join(', ')}.`,
      );
    }
    const flags = readOperatorFlags(name, args);
    connect(flags);
    const command = await load();
    for (const line of await command(flags)) console.log(line);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
