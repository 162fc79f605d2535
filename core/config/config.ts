import * as v from 'valibot';
import { ApprovalsSection } from '../approval/approvals-section.ts';
import { LeaseSection } from '../lease/lease-section.ts';
import { TicketsSection } from '../outcome/tickets-section.ts';
import { PrincipalsSection } from '../principals/principals-section.ts';
import type { Problem } from '../problem.ts';
import { ReconciliationSection } from '../reconciliation/reconciliation-section.ts';
import { RequestsSection } from '../request/requests-section.ts';
import { ShareSection } from '../share/share-section.ts';
import { VerificationSection } from '../share/verification-section.ts';
import { VendingSection } from '../vending/vending-section.ts';
import { configProblems } from './config-problems.ts';

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
