import { isObject, type JsonObject } from '../template/read-template.ts';
import { compileOperator, type ValueMatcher } from './pattern-operators.ts';

/** Whether an event matches. */
export type EventPattern = (event: JsonObject) => boolean;

/** Why a pattern is none: one sentence, with the path of what is wrong. */
class InvalidEventPattern extends Error {
  override readonly name = 'InvalidEventPatternException';
}

/**
 * Compiles an event pattern with the operators that the EventBridge user guide documents ("Comparison operators
 * in event patterns") and no others. Every field must match; of a field's list, one item must.
 * @throws {@link InvalidEventPattern}
 */
export function compilePattern(pattern: unknown): EventPattern {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new InvalidEventPattern('An event pattern must be an object with at least one field.');
  }
  const matches = compileObject(pattern, []);
  return (event) => matches([event]);
}

/** Of the values at one place of the event: an array stands for each of its elements. */
type Matcher = (values: readonly unknown[]) => boolean;

function compileObject(pattern: JsonObject, path: readonly string[]): Matcher {
  const fields = Object.entries(pattern).map(([name, rule]) =>
    name === '$or' && Array.isArray(rule) ? compileOr(rule, path) : compileField(name, rule, [...path, name]),
  );
  // Each element on its own: all fields below an array of objects must match in the same one. Below what is not
  // there, nothing is there either, which `exists: false` asks for.
  return (values) =>
    values.length === 0
      ? fields.every((matches) => matches([]))
      : values.some((value) => fields.every((matches) => matches([value])));
}

function compileOr(alternatives: readonly unknown[], path: readonly string[]): Matcher {
  if (alternatives.length < 2) throw invalid(path, '$or needs at least two alternatives');
  const compiled = alternatives.map((alternative) => {
    if (!isObject(alternative)) throw invalid(path, '$or takes objects');
    return compileObject(alternative, path);
  });
  return (values) => compiled.some((matches) => matches(values));
}

function compileField(name: string, rule: unknown, path: readonly string[]): Matcher {
  if (isObject(rule)) {
    if (Object.keys(rule).length === 0) throw invalid(path, 'an empty object matches nothing');
    const matches = compileObject(rule, path);
    return (values) => matches(valuesAt(values, name));
  }
  if (!Array.isArray(rule) || rule.length === 0) {
    throw invalid(path, 'a value must be an object or a list with at least one item');
  }
  const items = rule.map((item) => compileItem(item, path));
  return (values) => {
    const found = valuesAt(values, name);
    return items.some((matches) => matches(found));
  };
}

function compileItem(item: unknown, path: readonly string[]): Matcher {
  if (isObject(item)) {
    const [[name, argument] = [], ...others] = Object.entries(item);
    if (name === undefined || others.length > 0)
      throw invalid(path, 'an operator is an object with one field');
    if (name === 'exists') return compileExists(argument, path);
    const matches = compileOperator(name, argument, (reason) => invalid(path, reason));
    return (values) => values.some((value) => isLeaf(value) && matches(value));
  }
  if (Array.isArray(item)) throw invalid(path, 'a list in a list matches nothing');
  const matches: ValueMatcher = (value) => value === item;
  return (values) => values.some(matches);
}

/** Only of leaves: source, the user guide's "Exists matching". */
function compileExists(argument: unknown, path: readonly string[]): Matcher {
  if (typeof argument !== 'boolean') throw invalid(path, 'exists takes true or false');
  return (values) => values.some(isLeaf) === argument;
}

function valuesAt(values: readonly unknown[], name: string): readonly unknown[] {
  return values.flatMap((value) =>
    isObject(value) && Object.hasOwn(value, name) ? elementsOf(value[name]) : [],
  );
}

function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.flatMap(elementsOf) : [value];
}

function isLeaf(value: unknown): boolean {
  return !isObject(value);
}

function invalid(path: readonly string[], reason: string): InvalidEventPattern {
  return new InvalidEventPattern(
    `Event pattern is not valid. Reason: ${reason} (at ${path.join('.') || 'its top'}).`,
  );
}
