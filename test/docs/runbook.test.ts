import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nameOf } from '../../cli/command/command.ts';
import { COMMANDS } from '../../cli/commands/commands.ts';
import { packagedResources } from '../contract/packaged-service.ts';

/** Ways in, with pages of their own. */
const NOT_FOR_THE_NIGHT = ['put', 'apply'];

const page = readFileSync('docs/runbook.md', 'utf8');

test('the runbook has a section for every alarm of the service, and no other', () => {
  const alarms = Object.values(packagedResources())
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties.AlarmName as string);

  const forwarder = readFileSync('forwarder/serverless.yml', 'utf8').replaceAll('${sls:stage}', 'dev');
  const forwarded = [...forwarder.matchAll(/AlarmName: (\S+)/g)].map(([, name]) => name);

  const sections = [...page.matchAll(/^### `([\w-]+)`/gm)].map(([, name = '']) =>
    name.startsWith('foliocast-') ? name.replace('STAGE', 'dev') : `foliocast-dev-${name}`,
  );
  expect(alarms.length).toBeGreaterThan(2);
  expect(sections.sort()).toEqual([...alarms, ...forwarded].sort());
});

test('the runbook has every query that is saved, as it is saved', () => {
  const queries = Object.values(packagedResources())
    .filter(({ Type }) => Type === 'AWS::Logs::QueryDefinition')
    .map(({ Properties }) => Properties as { readonly Name: string; readonly QueryString: string });

  expect(queries.length).toBeGreaterThan(2);
  for (const { Name, QueryString } of queries) {
    const [, text] = page.split(`\`${Name.replace('foliocast-dev/', 'foliocast-STAGE/')}\` `, 2);
    expect([Name, /```text\n(.*?)```/s.exec(text ?? '')?.[1]]).toEqual([Name, QueryString]);
  }
});

const OPERATORS = COMMANDS.filter(
  (command) => command.connects && !NOT_FOR_THE_NIGHT.includes(nameOf(command)),
).map(nameOf);

test('the runbook has a row for every command that an operator has, and no command that is none', () => {
  const rows = [...page.matchAll(/^\| `npx foliocast ([\w-]+)/gm)].map(([, name]) => name);

  expect(new Set(rows)).toEqual(new Set(OPERATORS));
});
