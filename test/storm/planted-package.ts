import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateFileName } from '../../sandbox/template/read-template.ts';

/** The package with another template, beside the bundles as they are. @returns its directory */
export function plantedPackage(packageDirectory: string, plant: (template: string) => string): string {
  const directory = mkdtempSync(join(tmpdir(), 'planted-'));
  for (const name of readdirSync(packageDirectory)) {
    const path = join(packageDirectory, name);
    if (name !== templateFileName) symlinkSync(path, join(directory, name));
    else writeFileSync(join(directory, name), plant(readFileSync(path, 'utf8')));
  }
  return directory;
}
