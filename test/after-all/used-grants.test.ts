import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import type { GrantNotes } from '../note-grants.ts';
import { UNUSED_GRANTS } from './unused-grants.ts';

const directory = inject('grantsDirectory');
const notes = readdirSync(directory).map(
  (note): GrantNotes => JSON.parse(readFileSync(join(directory, note), 'utf8')),
);
const used = new Set(notes.flatMap((note) => note.used));
const unused = [...new Set(notes.flatMap((note) => note.granted))].filter((name) => !used.has(name)).sort();

// Only a run of all tests can tell, with the faults of every call.
test.skipIf(notes.length < 2)('what no test needed is listed with its reason', () => {
  const isListed = (name: string) => UNUSED_GRANTS.some(({ grants }) => grants.test(name));

  expect(used.size).toBeGreaterThan(200);
  expect(unused.filter((name) => !isListed(name))).toEqual([]);
});

test.skipIf(notes.length < 2)('what is listed is not needed by any test', () => {
  const stale = UNUSED_GRANTS.filter(
    ({ grants, isSometimesUsed }) => !isSometimesUsed && !unused.some((name) => grants.test(name)),
  );

  expect(stale).toEqual([]);
});
