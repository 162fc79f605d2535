import { access, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../packaging/read-config.ts';
import { CONNECTION_OPTIONS, CONNECTION_USAGE, connect, partitionOfRegion } from './account/connect.ts';
import { Refused } from './account/refused.ts';
import { runCommand } from './account/run-command.ts';
import { adoptAccount } from './adopt/adopt-account.ts';
import { type AdoptedPortfolio, writeDeclared } from './adopt/write-declared.ts';

const USAGE = `Usage: npm run adopt -- [shares.yml] [flags]

Takes the shares and principals that are there for what is wanted: writes them to shares.yml and to the ledger,
with the risk that was met, so that the first night reports nothing that was there before (docs/declaration.md).

  --force               writes over a file that is there
${CONNECTION_USAGE}`;

const CONFIG = join(resolve(import.meta.dirname, '..'), 'config.yml');

/** `npm run adopt`: day one in an account that has shares already. */
export function runAdopt(args: readonly string[]): Promise<void> {
  return runCommand(async () => {
    const { values, positionals } = parse(args);
    if (values.help) {
      console.log(USAGE);
      return 0;
    }
    const [path = 'shares.yml', second] = positionals;
    if (second !== undefined) throw new Refused(`${JSON.stringify(second)} is a second file: expected one`);
    if (!values.force && (await isThere(path)))
      throw new Refused(`${path} is there: expected --force, or another name`);
    const { principals: policy } = await readConfig(CONFIG);
    connect(values);
    const now = new Date().toISOString();
    const portfolios = await adoptAccount({ policy, partition: partitionOfRegion(), now, onPortfolio: say });
    await writeFile(path, writeDeclared(portfolios));
    const shares = portfolios.reduce((sum, { declared }) => sum + declared.shares.length, 0);
    const findings = portfolios.reduce((sum, one) => sum + one.findings.length, 0);
    console.log(
      `\nAdopted ${shares} shares of ${portfolios.length} portfolios, with ${findings} findings, into ${path}.`,
    );
    return 0;
  });
}

function say({ declared, displayName, findings, unreadable, missing }: AdoptedPortfolio): void {
  const { portfolioId, shares, principals } = declared;
  console.log(`${portfolioId} ${displayName}: ${shares.length} shares, ${principals.length} principals`);
  for (const { severity, id, principalArn = '', why } of findings) {
    console.log(`  ${severity.padEnd(8)} ${id} ${principalArn}\n           ${why}`);
  }
  for (const { principalArn } of unreadable)
    console.log(`  left out of the file, since no request can name it: ${principalArn}`);
  for (const { recipient } of missing) console.log(`  asked for once, and not there: ${recipient.value}`);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...CONNECTION_OPTIONS, force: { type: 'boolean' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    throw new Refused(`${error instanceof Error ? error.message : error}\nThe flags are listed by --help.`);
  }
}
