import type { DeclaredPortfolio } from '../../core/declaration/declared.ts';
import { APPLY_JSON } from '../apply/apply-json.ts';
import type { Command } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { atStack } from '../connect/at-stack.ts';
import { named } from '../connect/connect.ts';
import { nextLine } from '../connect/connection.ts';

export const apply: Command = {
  usage: 'apply [file]',
  about:
    'Makes shares as a file declares them; shows the plan first: status 1 where something is to do. With --adopt it writes that file.',
  positionals: { file: 'What is to be shared with whom; shares.yml by default.' },
  options: {
    yes: { kind: 'FLAG', about: 'Does it: puts the requests, and follows them' },
    prune: { kind: 'FLAG', about: 'Also removes shares of declared portfolios that are not declared' },
    'timeout-seconds': { kind: 'TEXT', about: 'How long it follows each request; 10800 by default' },
    adopt: { kind: 'FLAG', about: 'Writes the real shares to the file, and takes them over' },
    force: { kind: 'FLAG', about: 'With --adopt, replaces a file that exists' },
  },
  json: APPLY_JSON,
  connects: true,
  examples: [
    ['apply shares.yml', 'Shows the plan; nothing is done.'],
    ['apply shares.yml --yes', 'Does it, and follows each request to its outcome.'],
    ['apply shares.yml --adopt', 'Day one: takes over what is shared already.'],
  ],
  load: async () => async (given) => {
    const isAdopting = given.flag('adopt');
    const file = given.text('file') ?? 'shares.yml';
    const foreign = isAdopting
      ? ['yes', 'prune'].find((name) => given.flag(name))
      : given.flag('force') && 'force';
    if (foreign)
      throw new AskedWrongly(
        `--${foreign} is ${isAdopting ? 'not for' : 'for'} --adopt: leave one of them out.`,
      );
    if (given.text('timeout-seconds') !== undefined && !given.flag('yes'))
      throw new AskedWrongly('--timeout-seconds says how long requests are followed: expected --yes.');
    const isRight = (value: number) => Number.isInteger(value) && value >= 1;
    const seconds = given.number('timeout-seconds', 'a whole number from 1', isRight);
    // The file's mistakes come first: nobody needs a stack to see them.
    const declared = isAdopting ? undefined : await read(given, file);
    return atStack(given, async (connection) =>
      declared === undefined
        ? (await import('../adopt/run-adopt.ts')).adopt(given, connection, file)
        : (await import('../apply/run-apply.ts')).apply(given, connection, file, declared, seconds),
    );
  },
};

async function read(given: Given, file: string): Promise<readonly DeclaredPortfolio[]> {
  const adopting = nextLine({ options: named(given) }, 'apply', file, '--adopt');
  const { readDeclared } = await import('../declaration/read-declared.ts');
  return readDeclared(file, undefined, `To write it from what is shared now: ${adopting}`);
}
