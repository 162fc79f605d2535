import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Grant } from '../sandbox/iam/permissions.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

export interface GrantNotes {
  readonly granted: readonly string[];
  readonly used: readonly string[];
}

const note = `${randomUUID()}.json`;
const [granted, used] = [new Set<string>(), new Set<string>()];

/** For the last test of all, which asks whether every grant was used; one note for each process of the tests. */
export function noteGrants(sandbox: Sandbox): void {
  const before = granted.size + used.size;
  const grants = sandbox.grants();
  for (const grant of grants.granted) granted.add(nameOf(grant));
  for (const grant of grants.used) used.add(nameOf(grant));
  if (granted.size + used.size === before) return;
  const notes: GrantNotes = { granted: [...granted], used: [...used] };
  writeFileSync(join(inject('grantsDirectory'), note), JSON.stringify(notes));
}

/** The same in every place: without partition, Region and account. */
function nameOf({ where, action, resource }: Grant): string {
  const owner = where
    .replace(/IamRoleLambdaExecution,.*(?=\[)/, '')
    .replace(/, dev-foliocast-statemachine/, '');
  return `${owner} ${action} ${resource.replace(/^arn:[^:]+:([^:]*):[^:]*:[^:]*:/, '$1:')}`;
}
