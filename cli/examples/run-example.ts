import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageService } from '../../packaging/package-service.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { Refusal } from '../../sandbox/wire/refusal.ts';
import { say } from '../start/say.ts';
import { watchExecution } from '../start/watch-execution.ts';
import { approval } from './approval.ts';
import type { Example } from './example.ts';
import { createStage } from './stage.ts';
import { ticket } from './ticket.ts';
import { vending } from './vending.ts';

const EXAMPLES: Readonly<Record<string, Example>> = { vending, ticket, approval };

/** Shows one of the ways in on the sandbox; answers whether its wish was fulfilled. @throws Refusal */
export async function runExample(name: string, speed: number): Promise<boolean> {
  const example = Object.hasOwn(EXAMPLES, name) ? EXAMPLES[name] : undefined;
  if (!example) throw new Refusal(`--example is ${name}: expected ${Object.keys(EXAMPLES).join(', ')}.`);
  const folder = await mkdtemp(join(tmpdir(), 'foliocast-example-'));
  const watch = watchExecution(undefined);
  const preparation = await example.prepare?.();
  let sandbox: Sandbox | undefined;
  try {
    say(example.about);
    say('Packaging the service with serverless package …');
    const packageDirectory = await packageFor(folder, preparation?.config);
    sandbox = await startSandbox({
      packageDirectory,
      speed,
      onHistoryEvent: watch.onHistoryEvent,
    });
    say(`Sandbox on ${sandbox.endpoint}, time runs ${sandbox.clock.speed} times as fast`);
    const isFulfilled = await example.play(createStage(sandbox));
    await watch.ended;
    return isFulfilled;
  } finally {
    await sandbox?.close();
    preparation?.close?.();
    await rm(folder, { recursive: true, force: true });
  }
}

/** YAML takes JSON, so the example's config.yml is JSON. */
async function packageFor(folder: string, config: object | undefined): Promise<string> {
  const outputDirectory = join(folder, 'package');
  if (!config) return packageService({ outputDirectory });
  const configFile = join(folder, 'config.yml');
  await writeFile(configFile, JSON.stringify(config));
  return packageService({ outputDirectory, configFile });
}
