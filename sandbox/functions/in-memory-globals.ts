import { Console } from 'node:console';
import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { type Chance, mathOf } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { WireOutcome, WireRequest } from '../wire/message.ts';
import { inMemoryHttp } from './in-memory-http.ts';

/** What a bundle finds around it, by name: a time, a network and a standard output of its own. */
export function globalsOf({
  environment,
  clock,
  chance,
  write,
  isAlive,
  exit,
  answer,
}: {
  environment: Record<string, string>;
  clock: VirtualClock;
  chance: Chance;
  write: (stream: 'stdout' | 'stderr', text: string) => void;
  isAlive: () => boolean;
  exit: (code?: number) => never;
  answer: (request: WireRequest) => Promise<WireOutcome>;
}): Readonly<Record<string, unknown>> {
  const [stdout, stderr] = (['stdout', 'stderr'] as const).map(
    (stream) =>
      new Writable({
        decodeStrings: false,
        write(text: Buffer | string, _encoding, done) {
          write(stream, text.toString());
          done();
        },
      }),
  ) as [Writable, Writable];
  const network = inMemoryHttp(answer);
  const timers = {
    setTimeout: (callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) =>
      clock.setTimeout(() => isAlive() && callback(...args), ms),
    clearTimeout: clock.clearTimeout,
  };
  const ownProcess = Object.create(process, {
    env: { value: environment },
    exit: { value: exit },
    stdout: { value: stdout },
    stderr: { value: stderr },
  });
  const ownCrypto = {
    ...crypto,
    randomUUID: chance.uuid,
    randomBytes: chance.bytes,
    getRandomValues(array: Uint8Array) {
      array.set(chance.bytes(array.length));
      return array;
    },
  };
  const ownModules: Readonly<Record<string, unknown>> = {
    http: network,
    https: network,
    process: ownProcess,
    timers,
    'timers/promises': {
      setTimeout: (ms?: number, value?: unknown) =>
        new Promise((resolve) => void timers.setTimeout(() => resolve(value), ms)),
    },
    crypto: ownCrypto,
    // The SDK looks for its configuration files: at once, since real time would get in otherwise.
    'fs/promises': { ...files, readFile: async (path: string) => readFileSync(path, 'utf8') },
  };
  const requireModule = createRequire(import.meta.url);
  const own = (name: string) => ownModules[name.replace(/^node:/, '')];
  return {
    ...timers,
    require: (name: string) => own(name) ?? requireModule(name),
    process: ownProcess,
    console: new Console({ stdout, stderr }),
    Date: clock.Date,
    Math: mathOf(chance),
    crypto: ownCrypto,
  };
}
