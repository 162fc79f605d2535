/** One thing wrong with an input: which field, what it held, and what was expected there. */
export interface Problem {
  /** Path of the field, e.g. `principals[2].principalArn`. */
  readonly field: string;
  /** What the field held, shortened for people; `undefined` where it was missing. */
  readonly value: string | undefined;
  /** Of a value that is no text: the text `5` and the number 5 are two things. */
  readonly valueType?: ValueType;
  readonly expected: string;
}

export const VALUE_TYPES = ['null', 'boolean', 'number', 'list', 'object'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** Longest piece of a foreign value that we repeat: enough to recognise it, too little to flood an event. */
const SHOWN_CHARACTERS = 200;

export function problemAt(field: string, value: unknown, expected: string): Problem {
  const valueType = typeOf(value);
  return { field, value: showValue(value), ...(valueType && { valueType }), expected };
}

/** A foreign value as a text. Never throws, and never asks a foreign object for its own text. */
export function showValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : jsonOf(value);
  return text.length > SHOWN_CHARACTERS
    ? `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()}… (${text.length} characters)`
    : text.toWellFormed();
}

/** The same in a sentence: a text in quotes, so that it cannot be taken for a number. */
export function quoteValue(value: unknown): string {
  const shown = showValue(value);
  return shown === undefined ? 'nothing' : typeof value === 'string' ? JSON.stringify(shown) : shown;
}

export function describeProblem({ field, value, valueType, expected }: Problem): string {
  if (value === undefined) return `${field} is missing: expected ${expected}`;
  return `${field} is ${valueType ? value : JSON.stringify(value)}: expected ${expected}`;
}

/** What is too deep for JSON.stringify is named by its kind. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? `a ${typeof value}`;
  } catch {
    return `a ${typeOf(value) ?? 'value'} that cannot be shown`;
  }
}

function typeOf(value: unknown): ValueType | undefined {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  const type = typeof value;
  return type === 'boolean' || type === 'number' || type === 'object' ? type : undefined;
}
