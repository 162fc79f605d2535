import { readFileSync } from 'node:fs';

/** What AWS was recorded to do, one fact a line, each with its source. */
export function rowsOf<Row>(table: string): readonly (Row & { readonly source: string })[] {
  return readFileSync(`${import.meta.dirname}/${table}.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** As the sandbox answers a row: as recorded, refused by a sentence, or otherwise. */
export type Verdict =
  | { readonly type: 'AGREES' }
  | { readonly type: 'REFUSED'; readonly sentence: string }
  | { readonly type: 'DIFFERS'; readonly answer: unknown };

/**
 * Whether a value is what was recorded, in which ids, dates and names are masked: a text with `<...>` in it, a bare
 * date and the JSON of a function's error stand for any text.
 */
export function isRecorded(recorded: unknown, value: unknown): boolean {
  if (typeof recorded === 'string') return recorded === value || masked.test(recorded);
  if (typeof recorded !== 'object' || recorded === null || typeof value !== 'object' || value === null)
    return recorded === value;
  const names = Object.keys(recorded);
  return (
    Array.isArray(recorded) === Array.isArray(value) &&
    names.length === Object.keys(value).length &&
    names.every((name) =>
      isRecorded(recorded[name as keyof typeof recorded], value[name as keyof typeof value]),
    )
  );
}

const masked =
  /<[\w:. -]+>|^(?:date|start-time|entered-time|snf_role_arn|[A-Za-z-]*Trace-Id|\d+)$|"errorMessage"/;
