import { describe, expect, test, vi } from 'vitest';
import { nameOf, optionsOf } from '../../cli/command/command.ts';
import { COMMANDS } from '../../cli/commands/commands.ts';
import { CONNECTION_OPTIONS } from '../../cli/connect/connection-options.ts';
import { bySize } from '../size.ts';
import { runHere } from './run-cli.ts';

/** With what it cannot do without: that it is missing would be said first. */
const asked = (name: string) => (name === 'who' ? [name, 'o-a1b2c3d4e5'] : [name]);

const NAMES = COMMANDS.map(nameOf);

describe('help', () => {
  test.each(NAMES)('of %s has an example, and fits 80 columns', async (name) => {
    const { status, out, err } = await runHere(name, '--help');

    expect([status, err]).toEqual([0, '']);
    expect(out).toContain(`npx foliocast ${name}`);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('lists every command', async () => {
    const { status, out } = await runHere('--help');

    expect(status).toBe(0);
    for (const name of NAMES) expect(out).toContain(`foliocast ${name}`);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('is what a reader gets who asks for nothing, with status 2', async () => {
    const { status, err } = await runHere();

    expect(status).toBe(2);
    expect(err).toContain('foliocast show');
  });

  test('and the version is that of the package', async () => {
    expect(await runHere('--version')).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe('a shell', () => {
  test('gets a script that asks this command', async () => {
    const { status, out } = await runHere('completion');

    expect(status).toBe(0);
    expect(out).toMatch(/^###-begin-foliocast-completions-###\n/);
    expect(out).toContain('npx foliocast --get-yargs-completions');
    expect(out).toContain('# Installation: npx foliocast completion >> ~/.bashrc');
    expect(out.trimEnd()).toMatch(/###-end-foliocast-completions-###$/);

    const help = await runHere('completion', '--help');

    expect(help.status).toBe(0);
    expect(help.out).toContain('npx foliocast completion >> ~/.bashrc');
  });

  test('is told the words that fit', async () => {
    const { out } = await runHere('--get-yargs-completions', 'foliocast', 'q');

    expect(out.split('\n')).toContain('queue');
  });
});

describe('what is not known is refused with status 2, and the way to the help', () => {
  test.each(NAMES)('an option that %s does not have', async (name) => {
    const { status, out, err } = await runHere(...asked(name), '--colour');

    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('--colour: no such option here.');
    expect(err).toContain(`Help: npx foliocast ${name} --help`);
  });

  test.each(NAMES)('arguments that %s does not take', async (name) => {
    const tooMany = Array.from({ length: 9 }, (_, at) => `word-${at}`);

    // The ids of events are as many as one likes; what is to become of them is asked.
    expect(await runHere(name, ...tooMany)).toMatchObject({ status: 2, out: '' });
  });

  const texts = COMMANDS.flatMap((command) =>
    Object.entries(optionsOf(command, CONNECTION_OPTIONS))
      .filter(([, { kind }]) => kind === 'TEXT')
      .map(([name]) => [nameOf(command), name] as const),
  );

  test.each(bySize({ quick: texts.filter((_, nth) => nth % 4 === 0), prove: texts, whole: texts }))(
    '%s: --%s without a value, empty, or given twice',
    async (command, name) => {
      for (const args of [[`--${name}`], [`--${name}=`], [`--${name}=IAM`, `--${name}=IAM`]]) {
        const { status, err } = await runHere(...asked(command), ...args);

        expect([args, status]).toEqual([args, 2]);
        expect(err).toContain(`--${name} `);
      }
    },
  );

  test.each([
    [['nope'], '"nope" is no command: expected one of start, '],
    [['nope', '--help'], '"nope" is no command'],
    [['--nope'], '--nope: no such option'],
    [['queue', '--pause=yes'], '--pause takes no value'],
    [['queue', '--no-pause'], '--no-pause: no such option'],
    [['queue', '--pause', '--resume'], '--pause and --resume are two things'],
    [['queue', '--resume', '--now'], 'expected --pause'],
    [['queue', '--pause', '--json'], '--json is for what is shown'],
    [['queue', '--lease', 'port-1'], 'expected --release'],
    [['queue', '--account', '111122223333'], 'expected --cancel REQUEST-ID'],
    [['show', '--resend'], '--resend is of one request'],
    [['show', '--account', '111122223333'], '--account is of one request'],
    [['show', '--by', 'me'], '--by says who changes something: expected --resend'],
    [['queue', '--by', 'me'], 'expected --pause, --resume, --cancel or --release'],
    [['approve', '--by', 'me'], '--by is of one request'],
    [['drift', '--by', 'me'], 'expected --now or --acknowledge'],
    [['undelivered', '--by', 'me'], 'expected --discard'],
    [['show', '--portfolio', 'port/1'], '--portfolio is "port/1": expected a portfolio id'],
    [['drift', '--portfolio', 'port/1'], '--portfolio is "port/1": expected a portfolio id'],
    [['completion', '--json'], '--json: no such option here.\n'],
    [['show', 'r-1', '--state', 'open'], '--state chooses among the latest'],
    [['show', '--state', 'gone'], '--state is "gone": expected one of open, completed, with-errors, failed'],
    [['who'], 'WHAT is missing: expected'],
    [['who'], 'expected id of an account'],
    [['put'], 'expected a FILE, - for standard input, or --portfolio'],
    [['put', ''], 'FILE is empty'],
    [['put', 'x.json', '--portfolio', 'port-1'], '--portfolio says what x.json says already'],
    [['put', '--portfolio', 'port-1', '--with', 'r-ab12'], '--with is "r-ab12": expected an organization'],
    [['put', '--portfolio', 'port-1', '--ticket', 'IT-4'], '--ticket is "IT-4": expected SYSTEM:ID'],
    [['put', '/nowhere.json'], '/nowhere.json is not there'],
    [['put', '/'], '/ is a directory: expected a file'],
    [['put', 'x.json', '--by', 'me'], '--by goes with options alone'],
    [['put', '--portfolio', 'port-1'], 'Expected --with or --to-account'],
    [['put', '--portfolio', 'arn:aws:catalog:us-east-1:1:portfolio/p'], 'expected a portfolio id such as'],
    [['put', '--portfolio', 'port-1', '--detach', '--timeout-seconds', '9'], 'leave it out, or --detach'],
    [['undelivered', 'e-1'], 'Expected --deliver or --discard REASON'],
    [['undelivered', '--discard', 'why'], 'expected the EVENT-ID of each'],
    [['undelivered', '--deliver', '--json'], '--json is for what is shown'],
    [['apply', '--adopt', '--yes'], '--yes is not for --adopt'],
    [['apply', '--force'], '--force is for --adopt'],
    [['apply', '--timeout-seconds', '9'], 'expected --yes'],
    // Before anything is connected to.
    [['apply', '--yes', '--timeout-seconds', '0'], 'a whole number from 1'],
    [['put', '--portfolio', 'port-1', '--timeout-seconds', '0'], 'a number above 0'],
    [['drift', '--now', '--max-repairs', '-1'], 'a whole number from 0'],
    [['show', '--most', 'few'], '--most is "few": expected a whole number from 1'],
    [['apply', '/nowhere.yml', '--stage', 'x'], 'npx foliocast apply /nowhere.yml --adopt --stage x'],
    [['start', 'x.json', '--example', 'vending'], '--example vending has a request of its own'],
    [['start', '--example', 'vending', '--scenario', 'x.yml'], '--scenario is for a request'],
    [['start', '--example', 'tickets'], '--example is "tickets": expected one of vending, ticket, approval'],
    [['sandbox', '--account', '1234'], '--account is "1234": expected 12 digits'],
    [['sandbox', '--region', 'Frankfurt'], '--region is "Frankfurt": expected a Region'],
    [['package', '--region', 'Frankfurt'], '--region is "Frankfurt": expected a Region'],
    [['package', '--stage', 'x_y'], '--stage is "x_y": expected letters, digits and hyphens'],
    [['package', '--param', 'rolePath'], '--param is "rolePath": expected NAME=VALUE'],
    [['bench', 'speed'], 'The benchmark is "speed": expected contention'],
    [['bench', '--requests', '0'], '--requests is "0": expected a whole number from 1 to 1000'],
    [['queue', '--', 'x'], 'x: no such argument'],
    [['queue', '--endpoint-url', 'http://'], 'expected a URL such as http://127.0.0.1:4566'],
    [['queue', '--endpoint-url', 'localhost:4566'], 'expected a URL such as http://127.0.0.1:4566'],
  ])('%j', async (args, sentence) => {
    const { status, out, err } = await runHere(...args);

    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });
});

test.each([['sandbox'], ['start'], ['package'], ['explain', 'arn:aws:iam:::role/x']])(
  'a config.yml that is not there is said in words: %s',
  async (...args) => {
    vi.stubEnv('FOLIOCAST_CONFIG', '/nowhere.yml');

    const { status, err } = await runHere(...args).finally(vi.unstubAllEnvs);

    expect(status).toBe(2);
    expect(err).toContain('/nowhere.yml is not there. FOLIOCAST_CONFIG names it.');
  },
);
