import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/**
 * Does something while no other process does it: a file beside it, with our process id, says so. The file of
 * a process that is gone is taken over.
 * @throws where another process still does it after `longestWaitMs`
 */
export async function oneAtATime<T>(
  lockFile: string,
  longestWaitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const end = Date.now() + longestWaitMs;
  while (!(await take(lockFile))) {
    const holder = await readFile(lockFile, 'utf8').catch(() => '');
    if (holder !== '' && !isAlive(Number(holder))) await removeOf(holder, lockFile);
    else if (Date.now() > end)
      throw new Error(`${lockFile} is held by process ${holder}: end it, or remove the file`);
    else await setTimeout(LOOK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

/** Moved aside first: since it was read, another process may have taken it over. */
async function removeOf(holder: string, lockFile: string): Promise<void> {
  const aside = `${lockFile}-${process.pid}-${randomUUID()}`;
  try {
    await rename(lockFile, aside);
    if ((await readFile(aside, 'utf8')) !== holder) await link(aside, lockFile);
  } catch {
    // Somebody else was quicker: the next look tells.
  } finally {
    await rm(aside, { force: true });
  }
}

/** Linked from a file that has its content already: a lock is never there without saying whose it is. */
async function take(lockFile: string): Promise<boolean> {
  const own = `${lockFile}-${process.pid}-${randomUUID()}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, lockFile);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
