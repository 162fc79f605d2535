import { Refusal } from '../wire/refusal.ts';

/** What a template holds in the place of `<name>`. */
export type Placeholders = (name: string) => unknown;

const placeholder = /<([A-Za-z0-9_.-]+)>/g;

/** The names that a template asks for. */
export function placeholdersIn(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}

/**
 * Compiles an InputTemplate, which is a text in double quotes (or several, line by line) or JSON. What it answers is
 * `undefined` where EventBridge was seen to deliver nothing, not even to a dead-letter queue: an object or a list
 * inside a string of a JSON template. Source: localstack 8b9a79f, test_events_inputs.py, TestInputTransformer.
 * @throws {@link Refusal} for a template that is neither, of which nothing would ever be delivered.
 */
export function compileTemplate(
  template: string,
  where: string,
): (lookUp: Placeholders) => string | undefined {
  if (/\\[<>]/.test(template))
    throw new Refusal(
      `${where} has an InputTemplate with a backslash before < or >; what EventBridge makes of it is not known: ${template}`,
    );
  if (template.trim().split('\n').every(isQuoted)) return (lookUp) => fill(template, lookUp, asPlainText);
  if (!isJson(fill(template, () => null, asText) ?? '')) {
    throw new Refusal(
      `${where} has an InputTemplate that is neither JSON nor a text in double quotes; EventBridge delivers nothing of it: ${template}`,
    );
  }
  // String after string, so that what stands between two of them is not taken for one.
  const string = /"((?:\\.|[^"\\])*)"(\s*:)?/g;
  if ([...template.matchAll(string)].some(([, text = '', colon]) => colon && placeholdersIn(text).length > 0))
    throw new Refusal(
      `${where} has an InputTemplate with a placeholder in the name of a member; EventBridge fills in values alone: ${template}`,
    );
  return (lookUp) => fill(template, lookUp, asText);
}

/** Outside of strings a value stands as JSON; what it is inside of one, `inString` says. */
function fill(
  template: string,
  lookUp: Placeholders,
  inString: (value: unknown) => string | undefined,
): string | undefined {
  let isInString = false;
  let isDelivered = true;
  const filled = template.replace(
    /\\.|"|<([A-Za-z0-9_.-]+)>/gs,
    (piece: string, name: string | undefined) => {
      if (piece === '"') isInString = !isInString;
      if (name === undefined) return piece;
      // A path that the event has nothing at: an empty string, and inside of a string nothing.
      const found = lookUp(name);
      const value = found === undefined ? '' : found;
      if (!isInString) return JSON.stringify(value);
      const text = inString(value);
      if (text === undefined) isDelivered = false;
      return text ?? '';
    },
  );
  return isDelivered ? filled : undefined;
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  return typeof value === 'object' && value !== null ? undefined : JSON.stringify(value);
}

/** Lists and objects without their quotes: `[ACTIVE,INACTIVE]`, `{id:1}`. */
function asPlainText(value: unknown): string {
  return asText(value) ?? JSON.stringify(value).replaceAll('"', '');
}

function isQuoted(line: string): boolean {
  return /^\s*"(?:\\.|[^"\\])*"\s*$/.test(line);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
