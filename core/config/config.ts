import * as v from 'valibot';
import type { Problem } from '../problem.ts';
import { ApprovalsSection } from './approvals.ts';
import { configProblems } from './config-problems.ts';
import { LeaseSection } from './lease-settings.ts';
import { PrincipalsSection } from './principals.ts';
import { ReconciliationSection } from './reconciliation.ts';
import { RequestsSection } from './requests.ts';
import { ShareSection } from './share-settings.ts';
import { TicketsSection } from './tickets.ts';
import { VendingSection } from './vending.ts';
import { VerificationSection } from './verification.ts';

/** What an operator decides, config.yml. Every section may be left out; what is not known is refused. */
const ConfigSchema = v.strictObject({
  principals: v.nullish(PrincipalsSection, {}),
  requests: v.nullish(RequestsSection, {}),
  share: v.nullish(ShareSection, {}),
  lease: v.nullish(LeaseSection, {}),
  approvals: v.nullish(ApprovalsSection, {}),
  vending: v.nullish(VendingSection, {}),
  tickets: v.nullish(TicketsSection),
  verification: v.nullish(VerificationSection, {}),
  reconciliation: v.nullish(ReconciliationSection, {}),
});

export type Config = v.InferOutput<typeof ConfigSchema>;

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a parsed config.yml; an empty file is the default. Never throws. */
export function parseConfig(value: unknown): ParsedConfig {
  const parsed = v.safeParse(ConfigSchema, value ?? {});
  return parsed.success
    ? { ok: true, config: parsed.output }
    : { ok: false, problems: configProblems(parsed.issues) };
}
