/** One thing wrong with an input: which field, what it held, and what was expected there. */
export interface Problem {
  /** Path of the field, e.g. `principals[2].principalArn`. */
  readonly field: string;
  /** What the field held, shortened for people; `undefined` where it was missing. */
  readonly value: string | undefined;
  readonly expected: string;
}

/** Longest piece of a foreign value that we repeat: enough to recognise it, too little to flood an event. */
const SHOWN_CHARACTERS = 200;

export function showValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS
    ? `${text.slice(0, SHOWN_CHARACTERS)}… (${text.length} characters)`
    : text;
}

export function describeProblem({ field, value, expected }: Problem): string {
  return value === undefined
    ? `${field} is missing: expected ${expected}`
    : `${field} is ${JSON.stringify(value)}: expected ${expected}`;
}
