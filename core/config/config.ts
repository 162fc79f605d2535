import * as v from 'valibot';
import { boundsProblem } from '../input-bounds.ts';
import type { Problem } from '../problem.ts';
import { checkTogether, longestThatFits } from './check-together.ts';
import { configProblems } from './config-problems.ts';
import { type Config, ConfigSchema } from './config-schema.ts';
import { entriesWithoutEffect } from './entries-without-effect.ts';
import { oneOrganization } from './one-organization.ts';
import { settingsWithoutEffect } from './settings-without-effect.ts';

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a parsed config.yml; an empty file is the default. Never throws. */
export function parseConfig(value: unknown): ParsedConfig {
  const unfit = boundsProblem(value, 'config.yml');
  if (unfit) return { ok: false, problems: [unfit] };
  const parsed = v.safeParse(ConfigSchema, value ?? {});
  if (!parsed.success) return { ok: false, problems: configProblems(ConfigSchema, parsed.issues) };
  const config = withFittingBounds(parsed.output, value);
  const problems = [
    ...checkTogether(config),
    ...entriesWithoutEffect(config),
    ...settingsWithoutEffect(parsed.output),
    ...oneOrganization(value),
  ];
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

/**
 * Where nothing is said of the queue's length, it is as long as what waits in it may become old; where nothing is said
 * of repairs, a run asks for no more than the queue takes; where nothing is said of patterns, no more than all
 * principals.
 */
function withFittingBounds(config: Config, given: unknown): Config {
  const longestQueue = isGiven(given, 'lease', 'longestQueue')
    ? config.lease.longestQueue
    : Math.min(config.lease.longestQueue, longestThatFits(config.share));
  const { reconciliation, principals } = config;
  const maxRepairsPerRun = isGiven(given, 'reconciliation', 'maxRepairsPerRun')
    ? reconciliation.maxRepairsPerRun
    : Math.min(reconciliation.maxRepairsPerRun, longestQueue);
  const { quotas } = principals;
  const iamPatterns = isGiven(given, 'principals', 'quotas', 'iamPatterns')
    ? quotas.iamPatterns
    : Math.min(quotas.iamPatterns, quotas.principals);
  return {
    ...config,
    principals: { ...principals, quotas: { ...quotas, iamPatterns } },
    lease: { ...config.lease, longestQueue },
    reconciliation: { ...reconciliation, maxRepairsPerRun },
  };
}

function isGiven(config: unknown, ...names: readonly string[]): boolean {
  let settings = config;
  for (const name of names) {
    if (settings === null || typeof settings !== 'object' || !(name in settings)) return false;
    settings = (settings as Readonly<Record<string, unknown>>)[name];
  }
  return true;
}
