import * as v from 'valibot';
import type { Problem } from '../core/problem.ts';
import { readDetail } from './read-detail.ts';

const text = (most: number) =>
  v.pipe(v.string(), v.minLength(1, 'a non-empty text'), v.maxLength(most, `at most ${most} characters`));

/** Detail of `PortfolioShareApprovalDecided`, version 1: somebody's yes or no to a PortfolioShareApprovalRequested. */
export const PortfolioShareApprovalDecidedDetail = v.strictObject({
  version: v.optional(v.literal('1'), '1'),
  approvalId: v.pipe(
    v.string(),
    v.regex(/^apr-[0-9a-f]{24}-\d{1,3}$/, 'the approvalId of a PortfolioShareApprovalRequested'),
  ),
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'the digest of a PortfolioShareApprovalRequested')),
  decision: v.picklist(['APPROVED', 'REJECTED']),
  /** Recorded as claimed. */
  by: text(256),
  reason: v.optional(text(1_000)),
});

export type PortfolioShareApprovalDecided = v.InferOutput<typeof PortfolioShareApprovalDecidedDetail>;

export type ParsedDecision =
  | { readonly ok: true; readonly decision: PortfolioShareApprovalDecided }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the event's detail; never throws. */
export function parseApprovalDecision(detail: unknown): ParsedDecision {
  const read = readDetail(PortfolioShareApprovalDecidedDetail, detail);
  return read.ok ? { ok: true, decision: read.output } : read;
}
