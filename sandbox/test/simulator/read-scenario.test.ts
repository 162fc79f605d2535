import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultScenario } from '../../simulator/default-scenario.ts';
import { readScenario } from '../../simulator/read-scenario.ts';

const directory = mkdtempSync(join(tmpdir(), 'scenarios-'));
const fileWith = (text: string) => {
  const path = join(directory, 'scenario.yml');
  writeFileSync(path, text);
  return path;
};

test('a file that says only what goes wrong is about the small organization', async () => {
  const scenario = await readScenario(fileWith('shareFaults: [{ ends: NEVER }]'));

  expect(scenario).toEqual({ ...defaultScenario, shareFaults: [expect.objectContaining({ ends: 'NEVER' })] });
});

test('a file that names an organization or portfolios has those and no others', async () => {
  const organization = await readScenario(fileWith('organization: { accounts: ["111122223333"] }'));
  const portfolios = await readScenario(fileWith('portfolios: [{ id: port-own }]'));

  expect(organization.portfolios).toEqual([]);
  expect(portfolios.portfolios).toMatchObject([{ id: 'port-own' }]);
  expect(portfolios.organization.units).toEqual([]);
});

test('a file that is no YAML is refused in one line', async () => {
  await expect(readScenario(fileWith('a: ['))).rejects.toThrow(/scenario\.yml is no YAML: [^\n]+$/);
});
