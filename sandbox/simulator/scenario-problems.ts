import * as v from 'valibot';

/** What is wrong with a scenario: for each place its value and what was expected there, in one line. */
export function scenarioProblems(
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): string[] {
  return issues.map((issue) => {
    const value = issue.path?.at(-1)?.value ?? issue.input;
    const found = value === undefined ? 'missing' : JSON.stringify(shown(value));
    return `${placeOf(issue)} is ${found}: expected ${expectedOf(issue)}`;
  });
}

/** `portfolios[0].id` */
function placeOf(issue: v.BaseIssue<unknown>): string {
  return (v.getDotPath(issue) ?? 'The scenario').replace(/\.(\d+)/g, '[$1]');
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
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
