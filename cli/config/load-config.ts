import type { Config } from '../../core/config/config-schema.ts';
import { configPath, readConfig } from '../../packaging/read-config.ts';
import { AskedWrongly } from '../command/failures.ts';
import { unreadable } from '../command/unreadable.ts';

/** It was checked when it was packaged. */
declare const PACKAGED_CONFIG: Config | undefined;

/**
 * config.yml of the clone, or the file that FOLIOCAST_CONFIG names; in the one file for operators, the one that it
 * was packaged with.
 * @throws AskedWrongly, a line for every field that is wrong
 */
export async function loadConfig(): Promise<Config> {
  const { FOLIOCAST_CONFIG } = process.env;
  if (typeof PACKAGED_CONFIG !== 'undefined' && !FOLIOCAST_CONFIG) return PACKAGED_CONFIG;
  const path = configPath();
  return readConfig(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === undefined) throw new AskedWrongly(cause.message, { cause });
    const { message } = unreadable(path, cause);
    throw new AskedWrongly(FOLIOCAST_CONFIG ? `${message} FOLIOCAST_CONFIG names it.` : message, { cause });
  });
}
