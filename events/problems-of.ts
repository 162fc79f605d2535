import type * as v from 'valibot';
import { type Problem, problemAt } from '../core/problem.ts';

/** How many problems one answer names: the rest would be noise, and an event has a size limit. */
const MOST_PROBLEMS = 20;

/** valibot's issues in our words. A message of the schema's own says what was expected better than the type. */
export function problemsOf(issues: readonly v.BaseIssue<unknown>[]): Problem[] {
  return issues
    .slice(0, MOST_PROBLEMS)
    .map((issue) =>
      problemAt(
        pathOf(issue),
        isAboutKey(issue) ? issue.path?.at(-1)?.value : issue.input,
        expectedOf(issue),
      ),
    );
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
  );
  return path.join('').replace(/^\./, '') || 'detail';
}

function expectedOf(issue: v.BaseIssue<unknown>): string {
  if (isAboutKey(issue))
    return issue.expected === 'never' ? 'no field of this name' : 'this field, which is required';
  return issue.kind === 'validation' ? issue.message : (issue.expected ?? issue.message);
}

/** A strict object's issues with a path are about a key: one that is missing, or one too many. */
function isAboutKey(issue: v.BaseIssue<unknown>): boolean {
  return (
    issue.type === 'strict_object' &&
    issue.path !== undefined &&
    issue.received !== 'null' &&
    typeof issue.input !== 'object'
  );
}
