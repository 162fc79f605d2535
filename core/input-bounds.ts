import { type Problem, problemAt } from './problem.ts';

/** Nothing of ours nests deeper than 10; valibot and JSON.stringify recurse as deep as they are given. */
const DEEPEST = 32;
/** An event holds 256 KiB, so fewer than so many values. */
const MOST_VALUES = 150_000;

/**
 * What makes a foreign value unfit to be looked at by anything that recurses: it nests too deep, holds too much,
 * or a text that is not well formed, which no JSON in UTF-8 can carry on. Looks at it without recursion.
 * @param field what the value is called
 * @param mostValues of an event, if left out
 */
export function boundsProblem(
  value: unknown,
  field: string,
  mostValues: number = MOST_VALUES,
): Problem | undefined {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  let values = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    values += 1;
    if (values > mostValues) return tooMuch(field, `more than ${mostValues} values`, mostValues);
    if (typeof next.value === 'string' && !next.value.isWellFormed()) {
      return problemAt(field, next.value, 'well-formed Unicode, without lone surrogates');
    }
    if (next.value === null || typeof next.value !== 'object') continue;
    if (next.depth >= DEEPEST) return tooMuch(field, `nested deeper than ${DEEPEST} levels`, mostValues);
    const depth = next.depth + 1;
    for (const [name, member] of Object.entries(next.value)) {
      open.push({ value: member, depth });
      if (!Array.isArray(next.value)) open.push({ value: name, depth });
    }
  }
  return undefined;
}

function tooMuch(field: string, value: string, mostValues: number): Problem {
  const expected = `at most ${DEEPEST} levels of nesting and ${mostValues} values`;
  return { field, value, expected };
}
