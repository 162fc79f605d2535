import type * as v from 'valibot';
import { AccountVendedDetail } from './account-vended.ts';
import { PortfolioShareApprovalDecidedDetail } from './portfolio-share-approval-decided.ts';
import { PortfolioShareApprovalRequestedSchema } from './portfolio-share-approval-requested-schema.ts';
import { PortfolioShareDriftAcknowledgedDetail } from './portfolio-share-drift-acknowledged.ts';
import { PortfolioShareDriftDetectedDetail } from './portfolio-share-drift-detected.ts';
import { PortfolioShareOutcomeDetail } from './portfolio-share-outcome.ts';
import { PortfolioSharePlannedSchema } from './portfolio-share-planned-schema.ts';
import { PortfolioShareRefusedSchema } from './portfolio-share-refused.ts';
import { PortfolioShareRequestedDetail } from './portfolio-share-requested.ts';
import { ReconciliationCompletedDetail } from './reconciliation-completed.ts';
import { ReconciliationRequestedDetail } from './reconciliation-requested.ts';

interface CatalogueEntry {
  readonly detailType: string;
  /** As the bus sees it: IN from anybody whom policy admits, OUT from source `foliocast`. */
  readonly direction: 'IN' | 'OUT';
  /** One sentence. */
  readonly says: string;
  /** Of its detail. */
  readonly schema: v.GenericSchema;
}

/** Every event of the contract, each with an example of its kebab-case name in events/examples. */
export const EVENT_CATALOGUE: readonly CatalogueEntry[] = [
  {
    detailType: 'PortfolioShareRequested',
    direction: 'IN',
    says: 'Share this portfolio with that node or account, or unshare it.',
    schema: PortfolioShareRequestedDetail,
  },
  {
    detailType: 'PortfolioShareCompleted',
    direction: 'OUT',
    says: 'It was done, or had been done already.',
    schema: PortfolioShareOutcomeDetail,
  },
  {
    detailType: 'PortfolioShareCompletedWithErrors',
    direction: 'OUT',
    says: 'It was done, but not for every account; the outcome names them and why.',
    schema: PortfolioShareOutcomeDetail,
  },
  {
    detailType: 'PortfolioShareFailed',
    direction: 'OUT',
    says: 'It was not done, with a code, a cause, what had been done before, and what to do.',
    schema: PortfolioShareOutcomeDetail,
  },
  {
    detailType: 'PortfolioShareRefused',
    direction: 'OUT',
    says: 'This event was refused: no request, decision or acknowledgement came of it; known by the id of the event.',
    schema: PortfolioShareRefusedSchema,
  },
  {
    detailType: 'PortfolioSharePlanned',
    direction: 'OUT',
    says: 'What a request with dryRun would do; nothing was done.',
    schema: PortfolioSharePlannedSchema,
  },
  {
    detailType: 'PortfolioShareApprovalRequested',
    direction: 'OUT',
    says: 'A request waits for the yes that policy asks for; with the findings and their digest.',
    schema: PortfolioShareApprovalRequestedSchema,
  },
  {
    detailType: 'PortfolioShareApprovalDecided',
    direction: 'IN',
    says: 'An approver says yes or no to these findings.',
    schema: PortfolioShareApprovalDecidedDetail,
  },
  {
    detailType: 'AccountVended',
    direction: 'IN',
    says: 'An account stands in this unit now; for pipelines without events of their own.',
    schema: AccountVendedDetail,
  },
  {
    detailType: 'ReconciliationRequested',
    direction: 'IN',
    says: 'Compare the wanted shares with the real ones now.',
    schema: ReconciliationRequestedDetail,
  },
  {
    detailType: 'PortfolioShareDriftDetected',
    direction: 'OUT',
    says: 'A real share differs from the wanted one; says how, and what will be done about it.',
    schema: PortfolioShareDriftDetectedDetail,
  },
  {
    detailType: 'PortfolioShareDriftAcknowledged',
    direction: 'IN',
    says: 'This difference is known: be silent about it until it changes.',
    schema: PortfolioShareDriftAcknowledgedDetail,
  },
  {
    detailType: 'ReconciliationCompleted',
    direction: 'OUT',
    says: 'A comparison has ended: what was looked at, found and asked to be repaired.',
    schema: ReconciliationCompletedDetail,
  },
];
