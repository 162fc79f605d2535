import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { everyState, functionOf } from './machines.ts';
import { packagedFunctions, packagedResources } from './packaged-service.ts';

const tasks = everyState().filter(([, , { Type }]) => Type === 'Task');
const kebab = (name: string) =>
  name.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`);
const camel = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** Files of functions/ that export a handler, e.g. `functions/share/create-share`. */
const handlers = filesOf('functions')
  .filter((file) => /^export const handler\b/m.test(readFileSync(file, 'utf8')))
  .map((file) => file.replace(/\.ts$/, ''));

test.each(tasks)('%s: state %s, its function and its file have one name', (_, name, state) => {
  expect(functionOf(state)).toBe(camel(name));
  expect(handlers.map((file) => basename(file))).toContain(kebab(name));
});

test('every function is a file of its own name in the folder of its matter, and every handler is a function', () => {
  const functions = packagedFunctions().map(({ key, handler }) => ({ name: kebab(key), handler }));

  expect(functions.map(({ handler }) => handler).sort()).toEqual(
    handlers.map((file) => `${file}.handler`).sort(),
  );
  for (const { name, handler } of functions)
    expect(handler).toMatch(new RegExp(`^functions/[a-z]+/${name}\\.handler$`));
});

test('no helper bears the name of a function', () => {
  const names = new Set(packagedFunctions().map(({ key }) => kebab(key)));
  const helpers = ['core', 'events', 'aws', 'functions', 'cli']
    .flatMap(filesOf)
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((file) => !handlers.includes(file));

  expect(helpers.filter((file) => names.has(basename(file)))).toEqual([]);
});

test('a function that is no state is started by a rule', () => {
  const ruleTargets = JSON.stringify(
    Object.values(packagedResources()).filter(({ Type }) => Type === 'AWS::Events::Rule'),
  );
  const states = new Set(tasks.map(([, , state]) => functionOf(state)));

  for (const { key, logicalId } of packagedFunctions()) {
    expect(states.has(key) || ruleTargets.includes(logicalId), `${key} is started by nothing`).toBe(true);
  }
});

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}
