import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createSimulator } from '../../../sandbox/simulator/create-simulator.ts';
import { parseScenario } from '../../../sandbox/simulator/scenario.ts';
import { manualClock } from './manual-clock.ts';

const page = await readFile(new URL('../../../docs/simulator.md', import.meta.url), 'utf8');
const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
const defaults = parseScenario({});

/** `a` and `b.c` for every leaf of `{ a, b: { c } }`. */
function leaves(value: object, prefix = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([key, member]): [string, unknown][] =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? leaves(member, `${prefix}${key}.`)
      : [[`${prefix}${key}`, member]],
  );
}

describe('docs/simulator.md', () => {
  test('has an example that the simulator starts with', () => {
    const { controls } = createSimulator({ clock: manualClock(), scenario: parseScenario(parse(example)) });

    expect(controls.organization.accountIds.size).toBe(4006);
    expect(controls.portfolio('port-a1b2c3d4e5f6g')).toMatchObject({
      accountIds: ['555566667777', '999988887777'],
      nodeShares: [{ node: { id: 'ou-ab12-prod7890' }, sharePrincipals: true }],
    });
  });

  test('shows every key that a scenario may have', () => {
    const keys = Object.keys(defaults);
    const inside = [defaults.durations, defaults.quotas, defaults.iam].flatMap((part) => Object.keys(part));

    const shown = new Set([...example.matchAll(/([A-Za-z]+):/g)].map(([, key]) => key));
    expect([...keys, ...inside].filter((key) => !shown.has(key))).toEqual([]);
  });

  test.each(leaves(defaults.undocumented))('names the undocumented %s and its default', (name, value) => {
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\| \`${value}\` \\|`, 'm'));
  });

  test('lists the operations that there are', () => {
    const { services } = createSimulator({ clock: manualClock() });
    const [, list = ''] = /## Operations\n(.*?)\n## /s.exec(page) ?? [];

    for (const { operations } of services) {
      const missing = Object.keys(operations).filter((name) => !new RegExp(`\\b${name}\\b`).test(list));
      expect(missing).toEqual([]);
    }
  });
});
