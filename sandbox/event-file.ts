import { appendFileSync, closeSync, openSync } from 'node:fs';
import type { BusEvent } from './bus/bus-event.ts';
import { Refusal } from './wire/refusal.ts';

export interface EventFile {
  append(event: BusEvent): void;
  close(): void | Promise<void>;
}

/** How long the end waits for somebody to read what is still unread of standard output. */
const longestFlushMs = 1000;

const mostUnreadBytes = 64 * 1024 * 1024;

/** Appends each event as one JSON line; `-` is standard output. @throws {@link Refusal} when it cannot be opened. */
export function openEventFile(path: string): EventFile {
  if (path === '-') return openStandardOutput();
  const file = open(path);
  return {
    append: (event) => appendFileSync(file, `${JSON.stringify(event)}\n`),
    close: () => closeSync(file),
  };
}

/** A pipe that nobody reads for a while, or no longer, holds back no event: it is no part of the sandbox. */
function openStandardOutput(): EventFile {
  const { stdout } = process;
  let isRead = true;
  const giveUp = (reason: string) => {
    if (isRead) console.error(`Standard output takes no more events: ${reason}.`);
    isRead = false;
  };
  stdout.on('error', ({ message }) => giveUp(message));
  return {
    append(event) {
      if (stdout.writableLength > mostUnreadBytes) giveUp(`${stdout.writableLength} bytes are unread`);
      if (isRead) stdout.write(`${JSON.stringify(event)}\n`);
    },
    close: () =>
      new Promise((resolve) => {
        setTimeout(resolve, longestFlushMs).unref();
        if (isRead) stdout.write('', () => resolve());
        else resolve();
      }),
  };
}

function open(path: string): number {
  try {
    return openSync(path, 'a');
  } catch (error) {
    throw new Refusal(
      `The events file ${path} cannot be written: ${error instanceof Error ? error.message : error}.`,
      {
        cause: error,
      },
    );
  }
}
