import { program } from './program.ts';

/** Wider lines are hard to read; a narrower terminal decides. */
const WIDEST = 80;

/** @param stream either may be piped: the other still ends in the terminal */
export function columns(stream: NodeJS.WriteStream = process.stdout): number {
  const { columns: wide = WIDEST } = stream;
  return Math.max(20, Math.min(WIDEST, wide));
}

let isOver = false;

/** The command is stopped: what is still at work until it has ended says nothing more. */
export function sayNothingMore(): void {
  isOver = true;
}

export function isSayingNothing(): boolean {
  return isOver;
}

/** Text for people, on standard output. For a terminal, lines are broken at spaces; for a pipe they are not. */
export function say(text = ''): void {
  if (isOver) return;
  const harmless = withoutControls(text);
  console.log(process.stdout.isTTY ? wrapped(harmless, columns()) : harmless);
}

/** Text that is not the answer, on standard error: progress, warnings, where it looked. */
export function note(text: string): void {
  const harmless = withoutControls(text);
  console.error(process.stderr.isTTY ? wrapped(harmless, columns(process.stderr)) : harmless);
}

/** What this program itself writes to a terminal. */
const COLOUR = /^\[(0|3[1-6])m/;

/**
 * Text of others, such as who asks for a share, may hold characters that move the cursor, clear the lines above or turn
 * the order of letters: whoever approves would read something else than was asked. They are shown as escapes.
 */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character, at: number) =>
    character === '\n' || (character === '\u001b' && COLOUR.test(text.slice(at + 1, at + 5)))
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Text of others inside a line of ours: it begins no line of its own. */
export function inLine(text: string): string {
  return text.replaceAll(/[\r\n\t]+/g, ' ');
}

/** One object, for programs. */
export function sayJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** Colours are for terminals, and for readers who want them (no-color.org). */
export function isColoured(stream: NodeJS.WriteStream = process.stdout): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

/**
 * Breaks each line at spaces, and indents the rest as the line itself. A word that is too long stays whole. A command of
 * ours stays whole too, on a line of its own, so that it can be copied.
 */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const at = line.indexOf(`${program()} `);
      if (at === -1 || line.length <= width) return wrapLine(line, width);
      const before = line.slice(0, at).trimEnd();
      const indentation = /^ */.exec(line)?.[0] ?? '';
      return before === '' ? [line] : [...wrapLine(before, width), `${indentation}  ${line.slice(at)}`];
    })
    .join('\n');
}

function wrapLine(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indentation = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.trimStart().split(' ')) {
    const longer = current === '' ? `${indentation}${word}` : `${current} ${word}`;
    if (current !== '' && longer.length > width) {
      lines.push(current);
      current = `${indentation}${word}`;
    } else current = longer;
  }
  return [...lines, current];
}

let isReadersOwn = true;

/** If the reader of our output has gone (`| head`), or a disk is full, the command ends: its answer did not arrive. */
export function endWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (!isReadersOwn) return;
      if (code !== 'EPIPE' && stream === process.stdout)
        console.error(`The output could not be written: ${message}`);
      process.exit(1);
    });
  }
}

/** Not for a sandbox: others use it who do not read its output. */
export function goOnUnread(): void {
  isReadersOwn = false;
}
