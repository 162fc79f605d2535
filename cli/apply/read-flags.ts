import { parseArgs } from 'node:util';
import { CONNECTION_OPTIONS, CONNECTION_USAGE, type ConnectionFlags } from '../account/connect.ts';
import { Refused } from '../account/refused.ts';

export const USAGE = `Usage: npm run apply -- shares.yml [flags]

Shows what it would take to make the shares of the declared portfolios as declared (docs/declaration.md).

  --yes                 does it: puts the requests, and follows them to their outcomes
  --prune               also removes shares of declared portfolios that are not declared
  --timeout-seconds N   how long it follows; 10800 by default
${CONNECTION_USAGE}

Exit code: 0 done or nothing to do, 1 planned and not done, or not all done, 2 asked wrongly.`;

export interface ApplyFlags extends ConnectionFlags {
  readonly path: string;
  readonly yes: boolean;
  readonly prune: boolean;
  readonly timeoutSeconds: number;
}

/** @throws Refused */
export function readFlags(args: readonly string[]): ApplyFlags | 'HELP' {
  const { values, positionals } = parse(args);
  if (values.help) return 'HELP';
  const [path, second] = positionals;
  if (path === undefined) throw new Refused('the file is missing: expected shares.yml, or --help');
  if (second !== undefined) throw new Refused(`${JSON.stringify(second)} is a second file: expected one`);
  const timeoutSeconds = Number(values['timeout-seconds'] ?? '10800');
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1) {
    throw new Refused(`--timeout-seconds is ${values['timeout-seconds']}: expected a whole number from 1`);
  }
  return { ...values, path, yes: values.yes ?? false, prune: values.prune ?? false, timeoutSeconds };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...CONNECTION_OPTIONS,
        yes: { type: 'boolean' },
        prune: { type: 'boolean' },
        help: { type: 'boolean' },
        'timeout-seconds': { type: 'string' },
      },
    });
  } catch (error) {
    throw new Refused(`${error instanceof Error ? error.message : error}\nThe flags are listed by --help.`);
  }
}
