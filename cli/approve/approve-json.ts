import * as v from 'valibot';
import { PortfolioShareApprovalRequestedSchema } from '../../events/portfolio-share-approval-requested-schema.ts';
import { stage } from '../json/parts.ts';
import { says } from '../json/shape.ts';

export const APPROVE_JSON = v.strictObject({
  stage,
  approvals: says(
    'each the detail of PortfolioShareApprovalRequested, the oldest first; docs/events.md',
    v.array(PortfolioShareApprovalRequestedSchema),
  ),
});
