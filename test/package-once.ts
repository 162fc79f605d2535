import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packageService } from '../packaging/package-service.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the service is packaged, once for all tests. */
    readonly packageDirectory: string;
    /** Where workflow tests note which ways through the machines they took. */
    readonly transitionsDirectory: string;
    /** Where they note what the policies of the stack allow, and what of it allowed a call. */
    readonly grantsDirectory: string;
    /** Where workflow tests run functions, unless a test says otherwise. */
    readonly functionHost: 'MEMORY' | 'PROCESSES';
  }
}

/** Packages the service once: every workflow and contract test looks at what would be deployed. */
export default async function packageOnce(project: TestProject): Promise<() => Promise<void>> {
  // Whatever a test leaves in its temporary directory goes with it.
  const temporary = await mkdtemp(join(tmpdir(), 'foliocast-test-'));
  process.env.TMPDIR = temporary;
  const directory = await mkdtemp(join(temporary, 'package-'));
  const transitions = await mkdtemp(join(temporary, 'transitions-'));
  const grants = await mkdtemp(join(temporary, 'grants-'));
  project.provide(
    'packageDirectory',
    await packageService({ outputDirectory: directory, configFile: 'test/config.yml' }),
  );
  project.provide('transitionsDirectory', transitions);
  project.provide('grantsDirectory', grants);
  return () => rm(temporary, { recursive: true, force: true });
}
