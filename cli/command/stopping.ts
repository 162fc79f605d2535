import { note, sayNothingMore } from './print.ts';
import { endShownProgress } from './progress.ts';

interface Stopping {
  /** What has to be closed first. */
  readonly close: () => Promise<void> | void;
  /** What the reader should know, such as what goes on without the command, as it is at that moment. */
  readonly says?: string | (() => string | undefined);
  /** 130 if the command was not at its end; 0 for a command that serves until it is stopped. */
  readonly status?: 0 | 130;
}

let stopping: Stopping | undefined;

/** From now on Ctrl-C does this before the command ends. The latest counts. @returns the one before */
export function whenStopped(what: Stopping | undefined): Stopping | undefined {
  const before = stopping;
  stopping = what;
  return before;
}

/** Says what the reader should know if the work breaks off now: for an error of AWS, as for Ctrl-C. */
export function tellBrokenOff(): void {
  endShownProgress();
  const { says } = stopping ?? {};
  const said = typeof says === 'function' ? says() : says;
  if (said !== undefined) note(said);
}

export function listenForStops(): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(130); // pressed again: the reader does not want to wait
    isStopping = true;
    const { close, status = 130 } = stopping ?? { close: () => undefined };
    endShownProgress();
    sayNothingMore();
    if (process.stderr.isTTY) console.error(); // the terminal has shown ^C
    tellBrokenOff();
    try {
      await close();
    } finally {
      process.exit(status);
    }
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}
