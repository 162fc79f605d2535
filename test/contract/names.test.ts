import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { everyState, functionOf } from './machines.ts';
import { packagedFunctions, packagedResources } from './packaged-service.ts';

const tasks = everyState().filter(([, , { Type }]) => Type === 'Task');
const kebab = (name: string) =>
  name.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`);
const camel = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

test.each(tasks)('%s: state %s, its function and its file have one name', (_, name, state) => {
  expect(functionOf(state)).toBe(camel(name));
  expect(existsSync(`functions/${kebab(name)}.ts`)).toBe(true);
});

test('every function is a file of its own name, and every file of functions/ is a function', () => {
  const functions = packagedFunctions().map(({ key, handler }) => [key, handler]);

  const files = readdirSync('functions').filter((file) => file.endsWith('.ts'));

  expect(functions.sort()).toEqual(
    files
      .map((file) => file.replace(/\.ts$/, ''))
      .map((name) => [
        name.replace(/-./g, (dash) => dash.charAt(1).toUpperCase()),
        `functions/${name}.handler`,
      ])
      .sort(),
  );
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
