import { AskedWrongly } from './failures.ts';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EISDIR: 'is a directory: expected a file',
  EACCES: 'may not be read by you',
};

/** The answer to a file that cannot be read, in words. */
export function unreadable(name: string, cause: unknown): AskedWrongly {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return new AskedWrongly(`${name} ${WHY[code] ?? `cannot be read: ${message}`}.`, { cause });
}
