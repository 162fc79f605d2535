import { type PackagingOptions, packageService } from '../../packaging/package-service.ts';
import { AskedWrongly, NotDone } from '../command/failures.ts';
import { startProgress } from '../command/progress.ts';
import { loadConfig } from '../config/load-config.ts';

/** Parameters and their values, which packaging itself knows. */
const IS_ASKED = /: Parameter \S+ is /;

/** Packages the service, and says so. If no source has changed, it takes the last package. @throws NotDone, AskedWrongly for config.yml */
export async function pack(options: PackagingOptions = {}): Promise<string> {
  await loadConfig();
  const progress = startProgress('Packaging the service, where it has changed …');
  try {
    return await packageService(options);
  } catch (cause) {
    throw notPackaged(cause);
  } finally {
    progress.end();
  }
}

export function notPackaged(cause: unknown): AskedWrongly | NotDone {
  const message = cause instanceof Error ? cause.message : String(cause);
  return IS_ASKED.test(message) ? new AskedWrongly(message, { cause }) : new NotDone(message, { cause });
}
