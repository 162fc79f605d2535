import { AskedWrongly } from './failures.ts';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EISDIR: 'is a directory: expected a file',
  EACCES: 'may not be read by you',
};

/** The text of a file, without the mark of byte order that some editors write. @throws AskedWrongly */
export function plainText(name: string, content: string): string {
  if (content.includes('\0'))
    throw new AskedWrongly(`${name} is no text in UTF-8, perhaps UTF-16: save it as UTF-8.`);
  return content.replace(/^\uFEFF/, '');
}

/** The answer to a file that cannot be read, in words. */
export function unreadable(name: string, cause: unknown): AskedWrongly {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return new AskedWrongly(`${name} ${WHY[code] ?? `cannot be read: ${message}`}.`, { cause });
}
