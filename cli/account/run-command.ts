import { FoliocastError } from '../../core/foliocast-error.ts';
import { Refused } from './refused.ts';

/** Runs a command to its exit code; what it cannot do is one sentence on standard error and status 2. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof FoliocastError) && !isAboutAws(error)) throw error;
    console.error(sentenceOf(error));
    process.exitCode = 2;
  }
}

function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message === 'Region is missing' ? `${message}: expected --region, or AWS_REGION` : message;
}

/** Missing credentials, a missing Region, an endpoint that nobody answers at. */
function isAboutAws(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /Credentials|TokenProvider/.test(error.name) || /Region is missing|ECONNREFUSED/.test(error.message);
}
