import { execFile } from 'node:child_process';
import { readFile, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { BUNDLED_PACKAGES } from './deployable-folder.ts';
import { PACKAGING_LOCK, writePackage } from './kept-package.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { configPath, readConfig } from './read-config.ts';

const PROJECT = resolve(import.meta.dirname, '..');

/** Packaging takes about 4 s; one that has not ended by then hangs. */
const TIMEOUT_MS = 120_000;

export interface PackagingOptions {
  /** Where the template and the zips go; `.serverless` of the project by default. */
  readonly outputDirectory?: string;
  /** Another file in the place of config.yml. */
  readonly configFile?: string;
  /** Further arguments of `serverless package`, e.g. `--stage prod`. */
  readonly serverlessArguments?: readonly string[];
}

/** Writes the deployable service with no login, no account and no network; answers the directory it is in. */
export async function packageService({
  outputDirectory = join(PROJECT, '.serverless'),
  configFile = configPath(),
  serverlessArguments = [],
}: PackagingOptions = {}): Promise<string> {
  await readConfig(configFile); // first: a wrong file needs no packager to be found
  const config = await readFile(configFile, 'utf8');
  await writePackage(outputDirectory, ['service', serverlessArguments, config], async (folder) => {
    const bundled = join(dirname(folder), BUNDLED_PACKAGES);
    const variables = { FOLIOCAST_CONFIG: resolve(configFile), FOLIOCAST_BUNDLED: bundled };
    await runPackager(PROJECT, folder, serverlessArguments, variables);
    await rename(bundled, join(folder, BUNDLED_PACKAGES));
  });
  return outputDirectory;
}

/** Runs `serverless package` in a folder that has a serverless.yml. */
export async function runPackager(
  folder: string,
  outputDirectory: string,
  serverlessArguments: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  const serverless = join(
    dirname(createRequire(import.meta.url).resolve('serverless/package.json')),
    'bin/serverless.js',
  );
  const args = [serverless, 'package', '--package', outputDirectory, ...serverlessArguments];
  const env = {
    ...process.env,
    ...variables,
    // The package is the same for every Region, also for one that the framework does not know.
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
    SLS_NOTIFICATIONS_MODE: 'off',
    SLS_TELEMETRY_DISABLED: '1',
    NO_COLOR: '1',
  };
  try {
    // The framework works in folders of the project, which two runs at once would empty for each other.
    await oneAtATime(join(folder, PACKAGING_LOCK), TIMEOUT_MS, () =>
      promisify(execFile)(process.execPath, args, { cwd: folder, env, timeout: TIMEOUT_MS }),
    );
  } catch (cause) {
    throw new Error(`The service could not be packaged: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  if ((cause as { killed?: boolean }).killed)
    return `it took longer than ${TIMEOUT_MS / 1000} s. Run it again when this machine is less busy.`;
  const { stdout = '', stderr = '', message = String(cause) } = cause as Partial<Record<string, string>>;
  const lines = `${stderr}\n${stdout}`
    .split('\n')
    .map((line) => line.replace(UNRESOLVED, '').replace(/,$/, ''))
    .filter((line) => line.trim() !== '' && !NOISE.test(line));
  return [...new Set(lines)].join('\n').replace(/^Error:\n/, '') || message;
}

/** The framework says what is wrong with a value once for each place that the value stands in. */
const UNRESOLVED = /^ *- Cannot resolve variable at "[^"]+": /;

/** What the framework prints around the one sentence that matters. */
const NOISE = /^(Cannot resolve serverless.yml:|Environment|Docs|Support|Bugs):|^Packaging |^[✓✔] /;
