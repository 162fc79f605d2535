import * as v from 'valibot';
import { DECISIONS } from '../core/principals/principal-policy.ts';
import { failure } from './failure-schema.ts';
import { aboutRequest, count, finding, principal, reachFields, severity, text } from './schema-parts.ts';

const Plan = v.strictObject({
  write: v.picklist(['CREATE', 'UPDATE', 'DELETE', 'NONE']),
  toAssociate: v.array(principal),
  toDisassociate: v.array(principal),
  principalsNotNamed: v.optional(count),
});

/** Detail of `PortfolioSharePlanned`, version 1. */
export const PortfolioSharePlannedSchema = v.strictObject({
  version: v.literal('1'),
  planId: v.pipe(text, v.startsWith('plan-')),
  eventId: text,
  ...aboutRequest,
  plan: v.optional(Plan),
  reach: v.optional(v.strictObject(reachFields)),
  severity,
  findings: v.array(finding),
  findingsNotNamed: v.optional(count),
  decision: v.picklist(DECISIONS),
  failure: v.optional(v.strictObject(failure)),
  summary: text,
});
