import { type Command, nameOf, optionsOf } from '../../cli/command/command.ts';
import { COMMANDS } from '../../cli/commands/commands.ts';
import { CONNECTION_OPTIONS } from '../../cli/connect/connection-options.ts';
import { shapeParts } from './json-shape.ts';
import { table } from './table.ts';

/** docs/commands.md, as the commands say it of themselves. */
export function commandsPage(): string {
  return [
    '# Commands',
    '',
    'Made from the commands themselves: `UPDATE_PAGES=1 npx vitest run test/docs`. In a clone they run as `npx foliocast NAME`. `npm run package` also writes `.deployable/foliocast.mjs`, one file for operators without a clone (Node 20 or newer): `node foliocast.mjs NAME`. It has all commands that are not marked "in a clone", and the config.yml that it was packaged with.',
    '',
    "Every command ends with status 0 if it did what was asked, 1 if not, 2 if it was asked wrongly, 130 if it was interrupted. `FOLIOCAST_CONFIG` names another config.yml. `NO_COLOR` takes colours away. `npx foliocast completion >> ~/.bashrc` lets bash complete the command `foliocast`; in a clone, `alias foliocast='npx foliocast'` gives it that name.",
    '',
    ...COMMANDS.flatMap(section),
    '## Where the stack is',
    '',
    'Commands with †: they look where these say, and say where they looked if they find nothing. Where none is given, nothing in your environment names AWS, and one sandbox runs on this machine, they use it and say so.',
    '',
    ...table(['option', ''], rows(CONNECTION_OPTIONS)),
  ].join('\n');
}

function section(command: Command): string[] {
  const marks = `${command.connects ? ' †' : ''}${command.needsClone ? ' (in a clone)' : ''}`;
  const own = Object.fromEntries(
    Object.entries(optionsOf(command, {})).filter(([name]) => name !== 'json' || command.json),
  );
  const examples = command.examples.map(([line, what]) => `npx foliocast ${line}    # ${what}`);
  return [
    `## ${nameOf(command)}${marks}`,
    '',
    `${command.about} \`${command.usage}\``,
    '',
    '```',
    ...examples,
    '```',
    '',
    ...(Object.keys(own).length > 0 ? [...table(['option', ''], rows(own)), ''] : []),
    ...(command.json ? shapeParts(command.json).flatMap(jsonPart) : []),
  ];
}

function jsonPart({ of, rows }: ReturnType<typeof shapeParts>[number]): string[] {
  // A whole event: its page has the fields.
  if (of.includes('docs/events.md'))
    return [`\`--json\` prints, ${of.replace('docs/events.md', '[events](events.md)')}.`, ''];
  return [
    `\`--json\` prints${of === '' ? '' : `, ${of}`}:`,
    '',
    ...table(
      ['field', 'is', 'says'],
      rows.map(([path, type, says]) => [path, type, linked(says)]),
    ),
    '',
  ];
}

/** Names of pages become links; this page stands beside them. */
function linked(says: string): string {
  return says.replaceAll(/docs\/([\w-]+)\.md/g, '[$1]($1.md)');
}

function rows(options: ReturnType<typeof optionsOf>): (readonly [string, string])[] {
  return Object.entries(options).map(([name, { kind, about, choices }]) => {
    const value = kind === 'FLAG' ? '' : ` ${choices ? choices.join(' or ') : 'VALUE'}`;
    return [`\`--${name}${value}\``, about] as const;
  });
}
