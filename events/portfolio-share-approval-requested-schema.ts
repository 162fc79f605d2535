import * as v from 'valibot';
import {
  aboutRequest,
  count,
  finding,
  principal,
  reachFields,
  severity,
  text,
  time,
} from './schema-parts.ts';

/** Detail of `PortfolioShareApprovalRequested`, version 1. */
export const PortfolioShareApprovalRequestedSchema = v.strictObject({
  version: v.literal('1'),
  approvalId: v.pipe(text, v.regex(/^apr-[0-9a-f]{24}-\d{1,3}$/)),
  digest: v.pipe(text, v.regex(/^[0-9a-f]{64}$/)),
  round: v.pipe(count, v.minValue(1)),
  ...aboutRequest,
  share: v.strictObject({ shareTagOptions: v.boolean(), sharePrincipals: v.boolean() }),
  principals: v.array(principal),
  reach: v.optional(v.strictObject(reachFields)),
  examples: v.optional(v.array(v.strictObject({ principalArn: text, matching: v.array(text) }))),
  changes: v.optional(v.array(text)),
  severity,
  findings: v.array(finding),
  findingsNotNamed: v.optional(count),
  requestedAt: time,
  expiresAt: time,
  summary: text,
});
