import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { isLoopback } from './loopback.ts';

export interface RunningSandbox {
  readonly endpoint: string;
  readonly stage: string;
  readonly region: string;
  readonly processId: number;
}

/** A folder of this user: a file that somebody else left there could name any endpoint. */
function folder(): string {
  const { uid } = userInfo();
  return join(tmpdir(), `foliocast-sandboxes-${uid}`);
}

/** From now on commands find this sandbox. @returns what makes them forget it */
export function announceSandbox(sandbox: Omit<RunningSandbox, 'processId'>): () => void {
  const path = join(folder(), `${process.pid}.json`);
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    writeFileSync(path, JSON.stringify({ ...sandbox, processId: process.pid }), { mode: 0o600 });
  } catch {
    return () => undefined; // it is found by --endpoint-url all the same
  }
  return () => rmSync(path, { force: true });
}

/** This user's sandboxes on this machine; none if that cannot be known. */
export function runningSandboxes(): RunningSandbox[] {
  try {
    if (statSync(folder()).uid !== userInfo().uid) return [];
    return readdirSync(folder()).flatMap(readSandbox);
  } catch {
    return [];
  }
}

/** A sandbox that was killed leaves its file, perhaps half written: that hides no other. */
function readSandbox(name: string): RunningSandbox[] {
  try {
    const found = JSON.parse(readFileSync(join(folder(), name), 'utf8')) as RunningSandbox;
    return isLoopback(found.endpoint) && isAlive(found.processId) ? [found] : [];
  } catch {
    return [];
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
