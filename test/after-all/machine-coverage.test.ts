import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { packagedMachines, statesIn } from '../contract/machines.ts';
import { definedTransitions } from '../workflow/machine-transitions.ts';

const directory = inject('transitionsDirectory');
const notes = readdirSync(directory);
const taken = new Set(
  notes.flatMap((note): string[] => JSON.parse(readFileSync(join(directory, note), 'utf8'))),
);

// Only a run of all tests can tell; a run of a few is not asked.
test.skipIf(notes.length < 2).each(['share-portfolio', 'reconcile-shares'])(
  'the workflow tests take every transition and Catch of %s',
  (machine) => {
    const defined = packagedMachines()[machine] ?? { States: {} };

    const transitions = definedTransitions(Object.fromEntries(statesIn(defined)));

    expect(transitions.length).toBeGreaterThan(10);
    expect(transitions.filter((transition) => !taken.has(transition))).toEqual([]);
  },
);
