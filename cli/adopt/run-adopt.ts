import { randomBytes } from 'node:crypto';
import { access, rename, rm, stat, writeFile } from 'node:fs/promises';
import { counted } from '../../core/counted.ts';
import type { Status } from '../command/command.ts';
import { AskedWrongly, NotDone } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { note, say, sayJson } from '../command/print.ts';
import { startProgress } from '../command/progress.ts';
import { whenStopped } from '../command/stopping.ts';
import { loadConfig } from '../config/load-config.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { adoptAccount } from './adopt-account.ts';
import { type AdoptedPortfolio, writeDeclared } from './write-declared.ts';

/** Day one in an account that has shares already: the real shares become the wanted ones. */
export async function adopt(given: Given, connection: Connection, path: string): Promise<Status> {
  if (!given.flag('force') && (await isThere(path)))
    throw new AskedWrongly(`${path} is there: expected --force, or another name.`);
  const { principals: policy } = await loadConfig();
  // First check that the file can be written: what follows cannot be undone.
  const file = await openPlace(path);
  const isJson = given.flag('json');
  const progress = startProgress();
  let read = 0;
  let isWritten = false;
  const half = () =>
    isWritten
      ? undefined // Some are at work beside those that were read.
      : `Broken off: the shares of at least ${counted(read, 'portfolio')} are wanted now, and ${path} was not written. Run this again: it adopts nothing twice.`;
  whenStopped({ close: file.forget, says: half });
  try {
    const now = new Date().toISOString();
    const portfolios = await adoptAccount({
      policy,
      partition: connection.partition,
      now,
      onListed: (count) => progress.tell(`${counted(count, 'portfolio was', 'portfolios were')} listed …`),
      onLeft(sentence) {
        progress.end();
        note(sentence);
      },
      onPortfolio(portfolio, of) {
        read += 1;
        if (portfolio && !isJson) {
          progress.end();
          tell(portfolio);
        }
        progress.tell(`${read} of ${of} portfolios were read …`);
      },
    });
    progress.end();
    await file.write(writeDeclared(portfolios));
    isWritten = true;
    const shares = portfolios.reduce((sum, { declared }) => sum + declared.shares.length, 0);
    const findings = portfolios.reduce((sum, one) => sum + one.findings.length, 0);
    if (isJson) {
      sayJson({
        file: path,
        portfolios: portfolios.map(({ declared, findings: found }) => ({ ...declared, findings: found })),
      });
      return 0;
    }
    say(
      `\nAdopted ${counted(shares, 'share')} of ${counted(portfolios.length, 'portfolio')}, with ${counted(findings, 'finding')}, into ${path}.`,
    );
    say(`Next, to see that nothing is left to do: ${nextLine(connection, 'apply', path)}`);
    return 0;
  } finally {
    progress.end();
    await file.forget();
  }
}

/** A file beside the one that the reader named; it gets that name once it is complete. @throws AskedWrongly */
async function openPlace(path: string) {
  const temporary = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    if (await isDirectory(path)) throw new Error('it is a directory');
    await writeFile(temporary, '');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'its folder is not there' : code === 'EACCES' ? 'you may not' : message;
    throw new AskedWrongly(`${path} cannot be written, so nothing was adopted: ${why}.`, { cause });
  }
  return {
    async write(text: string) {
      try {
        await writeFile(temporary, text);
        await rename(temporary, path);
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new NotDone(
          `The shares were adopted, and ${path} could not be written: ${why}\nRun this again with another name: it adopts nothing twice.`,
          { cause },
        );
      }
    },
    forget: () => rm(temporary, { force: true }),
  };
}

function tell({ declared, displayName, findings, unreadable, missing }: AdoptedPortfolio): void {
  const { portfolioId, shares, principals } = declared;
  say(
    `${portfolioId} ${displayName}: ${counted(shares.length, 'share')}, ${counted(principals.length, 'principal')}`,
  );
  for (const { severity, id, principalArn = '', why } of findings) {
    say(`  ${severity.padEnd(8)} ${id} ${principalArn}\n           ${why}`);
  }
  for (const { principalArn } of unreadable)
    say(`  left out of the file, since no request can name it: ${principalArn}`);
  for (const { recipient } of missing) say(`  wanted, and not there: ${recipient.value}`);
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
