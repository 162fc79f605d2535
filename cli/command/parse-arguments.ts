import yargs, { type Argv, type Options } from 'yargs';
import { fieldsOf } from '../json/shape.ts';
import { type Command, nameOf, type Option, optionsOf } from './command.ts';
import { AskedWrongly } from './failures.ts';
import type { Given } from './given.ts';
import { columns } from './print.ts';
import { program } from './program.ts';

export type Parsed =
  | { readonly kind: 'RUN'; readonly command: Command; readonly given: Given }
  /** Help, the version, a script for completion, or words that complete. */
  | { readonly kind: 'PRINT'; readonly text: string };

const GROUPS = { own: 'Options:', connection: 'Where the stack is:', common: 'Always:' };

/**
 * Reads the arguments of `foliocast`. It refuses unknown arguments, and arguments that are given twice.
 * @throws AskedWrongly with one sentence, and how to get help
 */
export async function parseArguments(
  commands: readonly Command[],
  connection: Readonly<Record<string, Option>>,
  version: string,
  args: readonly string[],
): Promise<Parsed> {
  const [first] = args;
  const names = [...commands.map(nameOf), 'completion'];
  if (first !== undefined && !first.startsWith('-') && !names.includes(first)) {
    throw new AskedWrongly(
      `${JSON.stringify(first)} is no command: expected one of ${names.join(', ')}.\nHelp: ${program()} --help`,
    );
  }
  // The parser's own command is the only one that it does not help with.
  if (first === 'completion' && args.length === 2 && ['--help', '-h'].includes(args[1] ?? ''))
    return { kind: 'PRINT', text: helpOfCompletion() };
  let chosen: Command | undefined;
  let given: Readonly<Record<string, unknown>> = {};
  const parser = commands.reduce(
    (built, command) =>
      built.command(command.usage, command.about, build(command, connection), (argv) => {
        chosen = command;
        given = argv;
      }),
    base(version),
  );
  const about = commands.find((command) => nameOf(command) === first);
  const { text, error } = await read(parser, args);
  if (args.length === 1 && first === 'completion') return { kind: 'PRINT', text: completionIn(text) };
  if (error) throw new AskedWrongly(`${sentenceOf(error, about, args)}\n${helpOf(about)}`);
  if (text !== '') return { kind: 'PRINT', text };
  if (!chosen) throw new AskedWrongly(await parser.getHelp());
  refuseOddities(chosen, optionsOf(chosen, connection), args, given);
  const values = withDash(chosen, args, given);
  return { kind: 'RUN', command: chosen, given: givenOf(chosen, optionsOf(chosen, connection), values) };
}

/**
 * Takes the script out of the parser's output, which has other text too. The script then calls this program as the
 * reader does.
 */
function completionIn(text: string): string {
  const [script = ''] = /^###-begin.*###-end-[^\n]*/s.exec(text) ?? [];
  return script.replaceAll(/\S*foliocast\S* (?=--get-yargs|completion >>)/g, `${program()} `);
}

const COMPLETION = 'Prints a script with which your shell completes this command';

function helpOfCompletion(): string {
  return [
    `foliocast completion\n\n${COMPLETION}.`,
    `Examples:\n  ${program()} completion >> ~/.bashrc\n      For bash, from the next shell on.`,
    'Exit status: 0 done, 1 refused or failed, 2 asked wrongly, 130 interrupted.',
  ].join('\n\n');
}

function base(version: string): Argv {
  return yargs()
    .scriptName('foliocast')
    .usage('$0 COMMAND\n\nShares AWS Service Catalog portfolios across an organization, by events.')
    .detectLocale(false)
    .parserConfiguration({
      // An id of digits is a text, and so is a text with dots.
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'dot-notation': false,
      'camel-case-expansion': false,
      'boolean-negation': false,
      'greedy-arrays': false,
    })
    .exitProcess(false)
    .strict()
    .recommendCommands()
    .version(version)
    .help()
    .alias('help', 'h')
    .group(['help', 'version'], GROUPS.common)
    .completion('completion', COMPLETION)
    .wrap(columns())
    .epilog(`Help for one command: ${program()} show --help`);
}

function build(command: Command, connection: Readonly<Record<string, Option>>) {
  return (built: Argv): Argv => {
    for (const [name, describe] of Object.entries(command.positionals ?? {}))
      built.positional(name, { describe, type: 'string' });
    const options = optionsOf(command, connection);
    for (const [name, option] of Object.entries(options)) built.option(name, yargsOption(option));
    const own = Object.keys(options).filter((name) => !command.connects || !(name in connection));
    built.group(own, GROUPS.own);
    if (command.connects) built.group(Object.keys(connection), GROUPS.connection);
    built.group(['help', 'version'], GROUPS.common);
    const examples = command.examples.map(([line, what]) => `  ${program()} ${line}\n      ${what}`);
    const fields = (command.json ? fieldsOf(command.json) : []).map(([name, says]) => `  ${name}: ${says}`);
    return built
      .usage(`$0 ${command.usage}\n\n${command.about}`)
      .epilog(
        [
          `Examples:\n${examples.join('\n')}`,
          ...(fields.length > 0
            ? [`What --json prints (docs/commands.md has all of it):\n${fields.join('\n')}`]
            : []),
          'Exit status: 0 done, 1 refused or failed, 2 asked wrongly, 130 interrupted.',
        ].join('\n\n'),
      );
  };
}

function yargsOption({ kind, about, choices }: Option): Options {
  const describe = about;
  if (kind === 'FLAG') return { describe, type: 'boolean', default: undefined };
  return {
    describe,
    type: 'string',
    requiresArg: true,
    ...(kind === 'LIST' && { array: true }),
    ...(choices && { choices }),
  };
}

async function read(parser: Argv, args: readonly string[]): Promise<{ text: string; error?: Error }> {
  let text = '';
  let error: Error | undefined;
  await parser.parseAsync([...args], {}, (thrown, _, output) => {
    if (thrown) error = thrown instanceof Error ? thrown : new Error(String(thrown));
    text = output;
  });
  return error ? { text, error } : { text };
}

/** The parser's errors in our words: what is wrong, and what was expected. */
function sentenceOf({ message }: Error, command: Command | undefined, args: readonly string[]): string {
  const [, unknown] = /^Unknown arguments?: (.*)$/m.exec(message) ?? [];
  if (unknown !== undefined) {
    // The parser counts its own command among them.
    const names = unknown.split(', ').flatMap((name) => {
      if (name === 'completion') return [];
      const dashed = args.find((arg) => /^-/.test(arg) && arg.replace(/^-+/, '').split('=')[0] === name);
      return dashed?.split('=')[0] ?? name;
    });
    return `${names.join(', ')}: no such ${names[0]?.startsWith('-') ? 'option' : 'argument'} here.`;
  }
  const [, valueless] = /^Not enough arguments following: (.*)$/m.exec(message) ?? [];
  if (valueless !== undefined) return `--${valueless} has no value: expected one.`;
  const [, got] = /^Not enough non-option arguments: got (\d+)/m.exec(message) ?? [];
  const [name, expected = ''] = Object.entries(command?.positionals ?? {})[Number(got)] ?? [];
  if (name !== undefined)
    return `${name.toUpperCase()} is missing: expected ${expected.charAt(0).toLowerCase()}${expected.slice(1)}`;
  const [, option, value, choices] = /Argument: (.*), Given: (.*), Choices: (.*)/.exec(message) ?? [];
  if (option !== undefined)
    return `--${option} is ${value}: expected one of ${choices?.replaceAll('"', '')}.`;
  return message.replaceAll(/\s*\n\s*/g, ' ').trim();
}

/**
 * The parser makes an empty text of a lone dash, which means standard input.
 * @throws AskedWrongly for a text that is really empty
 */
function withDash(
  command: Command,
  args: readonly string[],
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const empty = Object.keys(command.positionals ?? {}).filter((name) => [values[name]].flat().includes(''));
  if (empty.length === 0) return values;
  if (!args.includes('-'))
    throw new AskedWrongly(`${empty[0]?.toUpperCase()} is empty: expected a value.\n${helpOf(command)}`);
  return { ...values, ...Object.fromEntries(empty.map((name) => [name, '-'])) };
}

/** Refuses arguments that the parser accepts although they mean nothing. @throws AskedWrongly */
function refuseOddities(
  command: Command,
  options: Readonly<Record<string, Option>>,
  args: readonly string[],
  values: Readonly<Record<string, unknown>>,
): void {
  const problem = args
    .map((arg) => {
      const [, name = '', value] = /^--([^=]+)=(.*)$/s.exec(arg) ?? [];
      if (options[name]?.kind === 'FLAG')
        return `--${name} takes no value, and has ${JSON.stringify(value)}.`;
      return /^--(_|\$0)(=|$)/.test(arg) ? `${arg}: no such option here.` : undefined;
    })
    .find((found) => found !== undefined);
  if (problem) throw new AskedWrongly(`${problem}\n${helpOf(command)}`);
  const [, ...more] = [values._].flat().map(String);
  if (more.length > 0)
    throw new AskedWrongly(`${more.join(' ')}: no such argument here.\n${helpOf(command)}`);
}

function helpOf(command: Command | undefined): string {
  return `Help: ${program()} ${command ? `${nameOf(command)} ` : ''}--help`;
}

function givenOf(
  command: Command,
  options: Readonly<Record<string, Option>>,
  values: Readonly<Record<string, unknown>>,
): Given {
  for (const [name, { kind }] of Object.entries(options)) {
    const value = values[name];
    if (kind !== 'LIST' && Array.isArray(value))
      throw new AskedWrongly(`--${name} is given ${value.length} times: expected once.\n${helpOf(command)}`);
    if ([value].flat().includes(''))
      throw new AskedWrongly(`--${name} is empty: expected a value.\n${helpOf(command)}`);
  }
  const known = (name: string) => {
    if (!Object.hasOwn(options, name) && !Object.hasOwn(command.positionals ?? {}, name))
      throw new Error(`${nameOf(command)} has no option ${name}`);
    return values[name];
  };
  const given: Given = {
    text: (name) => known(name) as string | undefined,
    flag: (name) => known(name) === true,
    list: (name) => [(known(name) as string | string[] | undefined) ?? []].flat(),
    number(name, expected, isRight) {
      const text = given.text(name);
      if (text === undefined) return undefined;
      const value = text.trim() === '' ? Number.NaN : Number(text);
      if (Number.isFinite(value) && isRight(value)) return value;
      throw new AskedWrongly(
        `--${name} is ${JSON.stringify(text)}: expected ${expected}.\n${helpOf(command)}`,
      );
    },
  };
  return given;
}
