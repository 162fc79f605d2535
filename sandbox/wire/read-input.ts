import * as v from 'valibot';
import { ServiceError, type WireValue } from './service.ts';

/** One constraint of the service's model that a member breaks. */
export interface Violation {
  /** As the services of AWS name it, e.g. `organizationNode.value` or `tags.1.member.key`. */
  readonly path: string;
  /** As it stands in their messages: `null`, `'text'`. */
  readonly value: string;
  readonly rule: 'REQUIRED' | 'MIN_LENGTH' | 'MAX_LENGTH' | 'MIN_VALUE' | 'MAX_VALUE' | 'PATTERN' | 'ENUM';
  /** The rule in the words of the services of AWS, e.g. `Member must not be null`. */
  readonly constraint: string;
}

/**
 * Reads an operation's input by its model. Unknown members are ignored and null is absent, as AWS does.
 * @throws ServiceError `SerializationException` for a value of another JSON type, else what `refuse` makes
 * of the violations.
 */
export function readInput<TSchema extends v.GenericSchema>(
  schema: TSchema,
  input: WireValue,
  refuse: (violations: readonly Violation[]) => ServiceError,
): v.InferOutput<TSchema> {
  const result = v.safeParse(
    schema,
    orTooDeep(() => withoutNulls(input)),
  );
  if (result.success) {
    return result.output;
  }
  throw refuse(result.issues.map(violationOf));
}

/**
 * A string by its length in UTF-16 units and its pattern, which is the text of AWS's model, since the message of
 * a violation repeats it. The whole value has to match, as AWS's services of this kind were seen to demand.
 */
export function text(bounds: { min?: number; max?: number; pattern?: string }) {
  const pattern = bounds.pattern ?? '';
  return v.pipe(
    v.string(),
    v.minLength(bounds.min ?? 0),
    v.maxLength(bounds.max ?? Number.MAX_SAFE_INTEGER),
    v.regex(new RegExp(`^(?:${pattern || '[^]*'})$`, 'u'), pattern),
  );
}

export function integer(min: number, max: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
}

/** The message carries the set, which an issue of valibot holds nowhere else. */
export function oneOf<const TValues extends readonly string[]>(values: TValues) {
  return v.picklist(values, values.join(', '));
}

/** A JSON object; valibot alone would take a list for one. */
export function structure<const TEntries extends v.ObjectEntries>(entries: TEntries) {
  const isStructure = (input: unknown) =>
    typeof input === 'object' && input !== null && !Array.isArray(input);
  return v.pipe(v.custom<object>(isStructure), v.object(entries));
}

export function listOf<TSchema extends v.GenericSchema>(
  item: TSchema,
  max = Number.MAX_SAFE_INTEGER,
  min = 0,
) {
  return v.pipe(v.array(item), v.minLength(min), v.maxLength(max));
}

function violationOf(issue: v.BaseIssue<unknown>): Violation {
  const path = pathOf(issue);
  const value = typeof issue.input === 'string' ? `'${issue.input}'` : `'${JSON.stringify(issue.input)}'`;
  if (issue.input === undefined) {
    return { path, value: 'null', rule: 'REQUIRED', constraint: 'Member must not be null' };
  }
  switch (issue.type) {
    case 'min_length':
      return { path, value, rule: 'MIN_LENGTH', constraint: bound('length greater than or equal to', issue) };
    case 'max_length':
      return { path, value, rule: 'MAX_LENGTH', constraint: bound('length less than or equal to', issue) };
    case 'min_value':
      return { path, value, rule: 'MIN_VALUE', constraint: bound('value greater than or equal to', issue) };
    case 'max_value':
      return { path, value, rule: 'MAX_VALUE', constraint: bound('value less than or equal to', issue) };
    case 'regex': {
      const constraint = `Member must satisfy regular expression pattern: ${issue.message}`;
      return { path, value, rule: 'PATTERN', constraint };
    }
    case 'picklist':
      if (typeof issue.input === 'string') {
        const constraint = `Member must satisfy enum value set: [${issue.message}]`;
        return { path, value, rule: 'ENUM', constraint };
      }
      throw wrongType(issue, path);
    default:
      throw wrongType(issue, path);
  }
}

function bound(what: string, issue: v.BaseIssue<unknown>): string {
  return `Member must have ${what} ${issue.requirement}`;
}

function wrongType(issue: v.BaseIssue<unknown>, path: string): ServiceError {
  const expected = { picklist: 'string', custom: 'structure' }[issue.type] ?? issue.type;
  return new ServiceError(
    'SerializationException',
    `${JSON.stringify(issue.input)} at '${path}' can not be converted to ${expected}`,
  );
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  const steps = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `${key + 1}.member` : lowerFirst(String(key)),
  );
  return steps.join('.');
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** JSON may be read that is nested deeper than it can be walked through. */
function orTooDeep<TValue>(walk: () => TValue): TValue {
  try {
    return walk();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ServiceError('SerializationException', 'The request body is nested too deep.');
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => (item === null ? undefined : withoutNulls(item)));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
