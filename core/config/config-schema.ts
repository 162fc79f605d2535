import * as v from 'valibot';
import { ApprovalsSection } from '../approval/approvals-section.ts';
import { LeaseSection } from '../lease/lease-section.ts';
import { LedgerSection } from '../ledger/ledger-section.ts';
import { TicketsSection } from '../outcome/tickets-section.ts';
import { PrincipalsSection } from '../principals/principals-section.ts';
import { ReconciliationSection } from '../reconciliation/reconciliation-section.ts';
import { RequestsSection } from '../request/requests-section.ts';
import { ShareSection } from '../share/share-section.ts';
import { VerificationSection } from '../share/verification-section.ts';
import { VendingSection } from '../vending/vending-section.ts';

/** What an operator decides, config.yml. Every section may be left out; what is not known is refused. */
export const ConfigSchema = v.strictObject({
  principals: v.nullish(PrincipalsSection, {}),
  requests: v.nullish(RequestsSection, {}),
  share: v.nullish(ShareSection, {}),
  lease: v.nullish(LeaseSection, {}),
  ledger: v.nullish(LedgerSection, {}),
  approvals: v.nullish(ApprovalsSection, {}),
  vending: v.nullish(VendingSection, {}),
  tickets: v.nullish(TicketsSection),
  verification: v.nullish(VerificationSection, {}),
  reconciliation: v.nullish(ReconciliationSection, {}),
});

export type Config = v.InferOutput<typeof ConfigSchema>;
