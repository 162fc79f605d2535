import { FAILURES } from '../../core/failure-codes.ts';

/** The table of docs/errors.md, as the catalogue of failure codes says it. */
export function failureTable(): string {
  const rows = Object.entries(FAILURES).map(
    ([code, { mayRetry, whatToDo }]) => `| \`${code}\` | ${mayRetry ? 'yes' : 'no'} | ${whatToDo} |`,
  );
  return ['| code | a new request may succeed | what to do |', '| --- | --- | --- |', ...rows].join('\n');
}
