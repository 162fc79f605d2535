import * as v from 'valibot';
import type { Problem } from '../core/problem.ts';
import { readDetail } from './read-detail.ts';

/** Detail of `PortfolioShareDriftAcknowledged`, version 1: the drift is known, and silent until it changes. */
export const PortfolioShareDriftAcknowledgedDetail = v.strictObject({
  version: v.optional(v.literal('1'), '1'),
  driftId: v.pipe(
    v.string(),
    v.regex(/^drift-[a-zA-Z0-9_-]{1,100}-[0-9a-f]{20}-g\d+$/, 'the driftId of a PortfolioShareDriftDetected'),
  ),
  by: v.pipe(v.string(), v.minLength(1, 'who acknowledges it'), v.maxLength(256, 'at most 256 characters')),
  /** From then on it is reported, and repaired, again. */
  until: v.optional(v.pipe(v.string(), v.isoTimestamp('a time such as 2026-12-31T00:00:00Z'))),
});

export type DriftAcknowledgement = v.InferOutput<typeof PortfolioShareDriftAcknowledgedDetail>;

/** Reads the event's detail; never throws. */
export function parseDriftAcknowledgement(
  detail: unknown,
):
  | { readonly ok: true; readonly acknowledgement: DriftAcknowledgement }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const read = readDetail(PortfolioShareDriftAcknowledgedDetail, detail);
  return read.ok ? { ok: true, acknowledgement: read.output } : read;
}
