import * as v from 'valibot';
import { lastInput } from '../../aws/started-executions.ts';
import { count } from '../../events/schema-parts.ts';

const Run = v.object({
  refused: v.optional(v.string()),
  isStopped: v.optional(v.boolean(), false),
  totals: v.object({
    lookedAt: count,
    unreadable: v.array(v.object({ portfolioId: v.string(), reason: v.string() })),
    unreadableCount: count,
    leftAlone: count,
    repairs: count,
  }),
});

/** What a run of the machine reconcile-shares came to, as its last state was told. */
export type RunEnd = v.InferOutput<typeof Run>;

/** @returns undefined where its history does not say: it failed before it had looked at everything */
export async function readRunEnd(executionArn: string): Promise<RunEnd | undefined> {
  const input = await lastInput(executionArn);
  try {
    const parsed = v.safeParse(Run, JSON.parse(input ?? 'null'));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined; // a very long text is cut, and no JSON
  }
}
