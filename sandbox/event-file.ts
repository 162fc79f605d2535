import { closeSync, openSync, writeSync } from 'node:fs';
import type { BusEvent } from './bus/bus-event.ts';
import { Refusal } from './refusal.ts';

export interface EventFile {
  append(event: BusEvent): void;
  close(): void;
}

const standardOutput = 1;

/** Appends each event as one JSON line; `-` is standard output. @throws {@link Refusal} when it cannot be opened. */
export function openEventFile(path: string): EventFile {
  const file = path === '-' ? standardOutput : open(path);
  return {
    append: (event) => void writeSync(file, `${JSON.stringify(event)}\n`),
    close: () => {
      if (file !== standardOutput) closeSync(file);
    },
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
