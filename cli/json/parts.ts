import * as v from 'valibot';
import { DECISIONS } from '../../core/principals/principal-policy.ts';
import { RECIPIENT_TYPES } from '../../core/share/recipient.ts';
import { PortfolioShareOutcomeDetail } from '../../events/portfolio-share-outcome.ts';
import { accountId, finding, principal, severity, text, time } from '../../events/schema-parts.ts';
import { says } from './shape.ts';

// What several commands print.

export const stage = says('of the stack', text);
export const requestId = says('the id that its sender gave it', text);
export const requester = says(
  'who sent it: account is set by AWS, source is what the sender says',
  v.strictObject({ account: accountId, source: text }),
);
export const recipient = says(
  'whom it is shared with; NOBODY of a request about principals alone',
  v.strictObject({ type: v.picklist([...RECIPIENT_TYPES, 'NOBODY']), value: text }),
);
export const principals = v.array(principal);
export const findings = says('the risk; docs/findings.md', v.array(finding));
export const decision = v.picklist(DECISIONS);
export const ticket = v.strictObject({ system: text, id: text, url: v.optional(text) });

/** As the ledger keeps it: whether it is a repeat is said when it is put on the bus. */
export const outcome = says(
  'how it ended: detailType, and detail without delivery; docs/events.md',
  v.strictObject({
    detailType: v.picklist([
      'PortfolioShareCompleted',
      'PortfolioShareCompletedWithErrors',
      'PortfolioShareFailed',
    ]),
    detail: v.omit(PortfolioShareOutcomeDetail, ['delivery']),
  }),
);

export { severity, text, time };
