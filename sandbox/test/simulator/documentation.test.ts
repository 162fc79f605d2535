import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createSimulator } from '../../simulator/create-simulator.ts';
import { parseScenario } from '../../simulator/scenario.ts';
import { manualClock } from './manual-clock.ts';
import { unknownsTables } from './unknowns-table.ts';

const PAGE = new URL('../../simulator/README.md', import.meta.url);
const UNKNOWNS = /(<!-- unknowns -->\n).*?(\n<!-- \/unknowns -->)/s;
const page = await readFile(PAGE, 'utf8');
const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
const defaults = parseScenario({});

describe('simulator/README.md', () => {
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

  test('shows every setting of what is not known; UPDATE_PAGES=1 writes them', async () => {
    const written = page.replace(UNKNOWNS, (_, begin, end) => `${begin}${unknownsTables()}${end}`);

    if (process.env.UPDATE_PAGES) await writeFile(PAGE, written);
    else expect(page).toBe(written);
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
