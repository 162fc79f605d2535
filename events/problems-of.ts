import type * as v from 'valibot';
import { type Problem, problemAt } from '../core/problem.ts';
import { mistakesIn } from '../core/schema-mistakes.ts';

/** How many problems one answer names: the rest would be noise, and an event has a size limit. */
const MOST_PROBLEMS = 20;

/** What a schema finds wrong with the detail of an event. */
export function problemsOf(schema: object, issues: readonly v.BaseIssue<unknown>[]): Problem[] {
  return mistakesIn(schema, issues)
    .slice(0, MOST_PROBLEMS)
    .map(({ path, value, expected }) => problemAt(pathOf(path), value, expected));
}

function pathOf(path: readonly (string | number)[]): string {
  const parts = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  return parts.join('').replace(/^\./, '') || 'detail';
}
