import { columns, isSayingNothing } from './print.ts';

export interface Progress {
  /** In a terminal the line is written over at once; in a pipe the latest text is a line, every few seconds. */
  tell(text: string): void;
  /** Takes the line away, so that what follows begins on a clean one. */
  end(): void;
}

/** In a pipe: a log of 20,000 portfolios stays readable, and quick work says nothing. */
const A_LINE_EACH_MS = 2_000;

let shown: Progress | undefined;

/**
 * Progress of long work, on standard error: so standard output has only the answer.
 * @param first is said at once, in a pipe too
 */
export function startProgress(first?: string): Progress {
  const { stderr } = process;
  let last = '';
  let saidAt = performance.now();
  const progress: Progress = {
    tell(text) {
      if (text === last || isSayingNothing()) return;
      if (stderr.isTTY) {
        stderr.write(`\r\u001b[2K${text.slice(0, columns(stderr) - 1)}`);
        last = text;
      } else if (performance.now() - saidAt >= A_LINE_EACH_MS) {
        saidAt = performance.now();
        stderr.write(`${text}\n`);
        last = text;
      }
    },
    end() {
      if (stderr.isTTY && last !== '') stderr.write('\r\u001b[2K');
      last = '';
    },
  };
  shown = progress;
  if (first === undefined) return progress;
  if (stderr.isTTY) progress.tell(first);
  else stderr.write(`${first}\n`);
  return progress;
}

/** For a command that is stopped: its last line of progress would stand before the prompt. */
export function endShownProgress(): void {
  shown?.end();
}
