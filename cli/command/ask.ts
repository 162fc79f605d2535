import { createInterface } from 'node:readline';
import { confirm, isCancel } from '@clack/prompts';
import { AskedWrongly, Interrupted } from './failures.ts';
import { whenStopped } from './stopping.ts';

/**
 * Asks yes or no, at a terminal or of a pipe that answers with a line. If there is no answer, that does not count as a
 * no.
 * @throws Interrupted at Ctrl-C
 * @throws AskedWrongly where there is nobody to ask
 */
export async function ask(message: string): Promise<boolean> {
  const before = whenStopped(undefined);
  const close = () => {
    if (process.stderr.isTTY) process.stderr.write('\u001b[?25h'); // the prompt hides the cursor
    return before?.close();
  };
  whenStopped({ close, says: NOTHING_SENT });
  try {
    if (!process.stdin.isTTY) return await readAnswer(message);
    const answer = await confirm({ message, initialValue: false, output: process.stderr });
    if (isCancel(answer)) throw new Interrupted(NOTHING_SENT);
    return answer;
  } finally {
    whenStopped(before);
  }
}

const NOTHING_SENT = 'Interrupted: nothing was sent.';

async function readAnswer(message: string): Promise<boolean> {
  console.error(`${message} (y/n)`);
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) {
      const answer = line.trim().toLowerCase();
      if (['y', 'yes'].includes(answer)) return true;
      if (['n', 'no'].includes(answer)) return false;
      console.error(`${JSON.stringify(line)} is no answer: expected y or n.`);
    }
  } finally {
    lines.close();
  }
  throw new AskedWrongly('Nobody answered, so nothing was sent: answer y or n, or add --yes.');
}
