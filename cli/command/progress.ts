import { columns } from './print.ts';

export interface Progress {
  /** In a terminal the line is written over; in a pipe each text is a line, and the same text is said once. */
  tell(text: string): void;
  /** Takes the line away, so that what follows begins on a clean one. */
  end(): void;
}

/** Progress of long work, on standard error: so standard output has only the answer. */
export function startProgress(): Progress {
  const { stderr } = process;
  let last = '';
  return {
    tell(text) {
      if (text === last) return;
      last = text;
      if (stderr.isTTY) stderr.write(`\r\u001b[2K${text.slice(0, columns() - 1)}`);
      else stderr.write(`${text}\n`);
    },
    end() {
      if (stderr.isTTY && last !== '') stderr.write('\r\u001b[2K');
      last = '';
    },
  };
}
