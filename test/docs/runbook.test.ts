import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packagedResources } from '../contract/packaged-service.ts';

const page = readFileSync('docs/runbook.md', 'utf8');

test('the runbook has a section for every alarm of the service, and no other', () => {
  const alarms = Object.values(packagedResources())
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties.AlarmName as string);

  const sections = [...page.matchAll(/^### `(foliocast-[\w-]+)`/gm)].map(([, name]) => name);
  expect(alarms.length).toBeGreaterThan(2);
  expect(sections.sort()).toEqual(alarms.sort());
});

test('the runbook has a row for every command', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const commands = Object.keys(scripts).filter((name) => scripts[name].includes('cli/operate.mjs'));

  const rows = [...page.matchAll(/^\| `npm run ([\w-]+)/gm)].map(([, name]) => name);
  expect(commands.length).toBeGreaterThan(6);
  expect(rows.sort()).toEqual(commands.sort());
});
