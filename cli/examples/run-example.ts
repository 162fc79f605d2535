import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { SandboxOptions } from '../../sandbox/sandbox-options.ts';
import { AskedWrongly } from '../command/failures.ts';
import { say } from '../command/print.ts';
import { whenStopped } from '../command/stopping.ts';
import { pack } from '../package/pack.ts';
import { watchExecution } from '../timeline/watch-execution.ts';
import { approval } from './approval.ts';
import type { Example } from './example.ts';
import { createStage } from './stage.ts';
import { ticket } from './ticket.ts';
import { vending } from './vending.ts';

const EXAMPLES: Readonly<Record<string, Example>> = { vending, ticket, approval };

/** Shows one of the ways in on the sandbox; answers whether its wish was fulfilled. @throws AskedWrongly */
export async function runExample(
  name: string,
  place: Pick<SandboxOptions, 'speed' | 'accountId' | 'region'>,
): Promise<boolean> {
  const example = Object.hasOwn(EXAMPLES, name) ? EXAMPLES[name] : undefined;
  if (!example)
    throw new AskedWrongly(
      `--example is ${JSON.stringify(name)}: expected one of ${Object.keys(EXAMPLES).join(', ')}.`,
    );
  const folder = await mkdtemp(join(tmpdir(), 'foliocast-example-'));
  const watch = watchExecution(undefined, say);
  const preparation = await example.prepare?.();
  let sandbox: Sandbox | undefined;
  const close = async () => {
    await sandbox?.close();
    preparation?.close?.();
    await rm(folder, { recursive: true, force: true });
  };
  whenStopped({ close, says: 'Interrupted: nothing more is sent, and the sandbox is gone.' });
  try {
    say(example.about);
    const packageDirectory = await packageFor(folder, preparation?.config);
    sandbox = await startSandbox({
      packageDirectory,
      ...place,
      onHistoryEvent: watch.onHistoryEvent,
    });
    say(`Sandbox on ${sandbox.endpoint}, time runs ${sandbox.clock.speed} times as fast`);
    const isFulfilled = await example.play(createStage(sandbox));
    await watch.ended;
    return isFulfilled;
  } finally {
    whenStopped(undefined);
    await close();
  }
}

/** YAML takes JSON, so the example's config.yml is JSON. */
async function packageFor(folder: string, config: object | undefined): Promise<string> {
  const outputDirectory = join(folder, 'package');
  if (!config) return pack({ outputDirectory });
  const configFile = join(folder, 'config.yml');
  await writeFile(configFile, JSON.stringify(config));
  return pack({ outputDirectory, configFile });
}
