import * as v from 'valibot';
import { boundsProblem } from '../core/input-bounds.ts';
import type { Problem } from '../core/problem.ts';
import { problemsOf } from './problems-of.ts';

/** Reads a foreign event's detail by its schema, once it is known to be fit for that. Never throws. */
export function readDetail<Schema extends v.GenericSchema>(
  schema: Schema,
  detail: unknown,
):
  | { readonly ok: true; readonly output: v.InferOutput<Schema> }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const unfit = boundsProblem(detail, 'detail');
  if (unfit) return { ok: false, problems: [unfit] };
  const parsed = v.safeParse(schema, detail);
  return parsed.success
    ? { ok: true, output: parsed.output }
    : { ok: false, problems: problemsOf(schema, parsed.issues) };
}
