import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packageService } from '../cli/package.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the service is packaged, once for all tests. */
    readonly packageDirectory: string;
    /** Where workflow tests note which ways through the machines they took. */
    readonly transitionsDirectory: string;
  }
}

/** Packages the service once: every workflow and contract test looks at what would be deployed. */
export default async function packageOnce(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'foliocast-package-'));
  const transitions = await mkdtemp(join(tmpdir(), 'foliocast-transitions-'));
  project.provide('packageDirectory', await packageService({ outputDirectory: directory }));
  project.provide('transitionsDirectory', transitions);
  return async () => {
    for (const path of [directory, transitions]) await rm(path, { recursive: true, force: true });
  };
}
