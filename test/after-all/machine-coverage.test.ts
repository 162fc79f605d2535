import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { definedTransitions } from '../workflow/machine-transitions.ts';

const directory = inject('transitionsDirectory');
const notes = readdirSync(directory);
const taken = new Set(
  notes.flatMap((note): string[] => JSON.parse(readFileSync(join(directory, note), 'utf8'))),
);

interface MapState {
  readonly ItemProcessor?: { readonly States: object };
}

// Only a run of all tests can tell; a run of a few is not asked.
test.skipIf(notes.length < 2).each(['share-portfolio', 'reconcile-shares'])(
  'the workflow tests take every transition and Catch of %s',
  (machine) => {
    const { States } = JSON.parse(readFileSync(`statemachines/${machine}.asl.json`, 'utf8'));
    const inMaps = Object.values<MapState>(States).map(({ ItemProcessor }) => ItemProcessor?.States ?? {});

    const missing = definedTransitions(Object.assign({}, States, ...inMaps)).filter(
      (transition) => !taken.has(transition),
    );

    expect(missing).toEqual([]);
  },
);
