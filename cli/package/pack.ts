import { type PackagingOptions, packageService } from '../../packaging/package-service.ts';
import { NotDone } from '../command/failures.ts';
import { startProgress } from '../command/progress.ts';
import { loadConfig } from '../config/load-config.ts';

/** Packages the service, and says so. If no source has changed, it takes the last package. @throws NotDone, AskedWrongly for config.yml */
export async function pack(options: PackagingOptions = {}): Promise<string> {
  await loadConfig();
  const progress = startProgress('Packaging the service, where it has changed …');
  try {
    return await packageService(options);
  } catch (cause) {
    throw new NotDone(cause instanceof Error ? cause.message : String(cause), { cause });
  } finally {
    progress.end();
  }
}
