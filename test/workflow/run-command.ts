import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Service } from './start-service.ts';

const ENTRY = join(import.meta.dirname, '../../cli/operate.mjs');

export interface Said {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Runs an operator's command as a person would, against the sandbox of a service. */
export function runCommand({ sandbox }: Service, ...args: readonly string[]): Promise<Said> {
  const { AWS_ENDPOINT_URL: _, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const all = [ENTRY, ...args, '--endpoint-url', sandbox.endpoint, '--by', 'night-shift'];
    execFile(process.execPath, all, { env }, (error, out, err) => {
      if (!error) return resolve({ out, err, code: 0 });
      if (typeof error.code === 'number') return resolve({ out, err, code: error.code });
      reject(error); // it was killed
    });
  });
}
