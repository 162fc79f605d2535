import type * as v from 'valibot';
import { type Problem, problemAt } from '../problem.ts';

/** What valibot found wrong with config.yml: path, value and what was expected, in our words. */
export function configProblems(issues: readonly v.BaseIssue<unknown>[]): Problem[] {
  return issues.map((issue) => {
    const keys = (issue.path ?? []).map(({ key }) =>
      typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
    );
    const value = issue.path?.at(-1)?.value ?? issue.input;
    return problemAt(keys.join('').slice(1) || 'config.yml', value, expectedOf(issue));
  });
}

function expectedOf({ message, expected, received }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'no such key';
  if (message.startsWith('Invalid key') && received === 'undefined') return 'this key, which is required';
  if (!message.startsWith('Invalid type')) return message;
  return (
    YAML_WORDS[expected ?? ''] ?? (expected ?? message).replaceAll(/[()"]/g, '').replaceAll(' | ', ' or ')
  );
}

const YAML_WORDS: Readonly<Record<string, string>> = {
  Object: 'a mapping',
  Array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};
