import type { Status } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { startProgress } from '../command/progress.ts';
import { runContention } from './contention.ts';

/** Measures; prints a table for people, or with --json one object for programs. */
export async function runBench(given: Given): Promise<Status> {
  const whole = (name: string, most: number) =>
    given.number(
      name,
      `a whole number from 1 to ${most}`,
      (value) => Number.isInteger(value) && value >= 1 && value <= most,
    );
  const name = given.text('name') ?? 'contention';
  if (name !== 'contention')
    throw new AskedWrongly(`The benchmark is ${JSON.stringify(name)}: expected contention.`);
  const flags = {
    requests: whole('requests', 1_000) ?? 200,
    seconds: whole('seconds', 3_600) ?? 60,
    seed: whole('seed', 1_000_000) ?? 1,
    json: given.flag('json'),
    packageDirectory: given.text('package'),
  };
  const progress = startProgress();
  const lines = await runContention(flags, progress.tell).finally(progress.end);
  for (const line of lines) console.log(line);
  return 0;
}
