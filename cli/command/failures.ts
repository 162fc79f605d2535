/** Ends a command with status 1: it was understood, and not done. The message says what to do next. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
}

/** Ends a command with status 2: it was asked wrongly, and nothing was done. */
export class AskedWrongly extends Error {
  override readonly name = 'AskedWrongly';
}

/** Ends a command with status 130: somebody pressed Ctrl-C at a question, and nothing was sent. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Whether an error is one of these, whose message says all. */
export function isSaid(error: unknown): boolean {
  return error instanceof NotDone || error instanceof AskedWrongly || error instanceof Interrupted;
}
