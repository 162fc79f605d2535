import { isObject, type JsonObject } from '../template/read-template.ts';
import { compileAddress } from './cidr.ts';
import { type ArrayMembership, type EventField, fieldsOf, join } from './event-fields.ts';
import {
  compileOperator,
  isTooLarge,
  operatorNames,
  tooLarge,
  type ValueMatcher,
} from './pattern-operators.ts';
import { mostWildcards, wildcardComplexity } from './wildcard.ts';

/** Whether an event matches. */
export type EventPattern = (event: JsonObject) => boolean;

/** Why a pattern is none: one sentence, with the path of what is wrong. */
class InvalidEventPattern extends Error {
  override readonly name = 'InvalidEventPatternException';
}

/** What one item of a list asks of a field: a value that fits, or that the field is not there. */
type Rule = { readonly type: 'VALUE'; readonly matches: ValueMatcher } | { readonly type: 'ABSENT' };

/** All fields of one alternative, by path. A path that is asked for twice takes what either asks for. */
type Alternative = ReadonlyMap<string, readonly Rule[]>;

/** Source: EventBridge user guide, "Or matching". */
const mostAlternatives = 1_000;

/**
 * Compiles an event pattern with the operators that the EventBridge user guide documents ("Comparison operators
 * in event patterns") and no others. A pattern is a list of alternatives (one, but for `$or`); of each, every field
 * must match in the same elements of the event's arrays. Source of what guides do not say: event-ruler 337e8d9.
 * @throws {@link InvalidEventPattern}
 */
export function compilePattern(pattern: unknown): EventPattern {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new InvalidEventPattern('An event pattern must be an object with at least one field.');
  }
  const alternatives = alternativesOf(pattern, '').map((alternative) =>
    [...alternative].sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  return (event) => {
    const fields = fieldsOf(event);
    return alternatives.some((alternative) => isMatched(alternative, fields));
  };
}

function isMatched(
  alternative: readonly (readonly [string, readonly Rule[]])[],
  fields: ReadonlyMap<string, readonly EventField[]>,
): boolean {
  let memberships: readonly ArrayMembership[] = [new Map()];
  for (const [path, rules] of alternative) {
    memberships = memberships.flatMap((membership) => step(membership, rules, fields.get(path) ?? []));
    if (memberships.length === 0) return false;
    memberships = withoutRepeats(memberships);
  }
  return true;
}

/** The elements in which what matched so far and this field match together. */
function step(
  membership: ArrayMembership,
  rules: readonly Rule[],
  fields: readonly EventField[],
): readonly ArrayMembership[] {
  const reachable = fields.flatMap(({ value, place }) => {
    const joined = join(membership, place);
    return joined ? [{ value, joined }] : [];
  });
  if (reachable.length === 0) return rules.some(({ type }) => type === 'ABSENT') ? [membership] : [];
  return reachable
    .filter(({ value }) => rules.some((rule) => rule.type === 'VALUE' && rule.matches(value)))
    .map(({ joined }) => joined);
}

/** In a long array most fields share an element; each place is followed once. */
function withoutRepeats(memberships: readonly ArrayMembership[]): readonly ArrayMembership[] {
  if (memberships.length === 1) return memberships;
  const numbers = new Map<readonly unknown[], number>();
  const numberOf = (array: readonly unknown[]) => {
    const number = numbers.get(array) ?? numbers.size;
    numbers.set(array, number);
    return number;
  };
  const keyed = memberships.map((membership): [string, ArrayMembership] => [
    [...membership].map(([array, index]) => `${numberOf(array)}:${index}`).join(),
    membership,
  ]);
  return [...new Map(keyed).values()];
}

function alternativesOf(pattern: JsonObject, path: string): readonly Alternative[] {
  if (Object.keys(pattern).length === 0) throw invalid(path, 'an empty object matches nothing');
  return Object.entries(pattern)
    .map(([name, rule]) => alternativesOfField(name, rule, path))
    .reduce(allCombinations);
}

function alternativesOfField(name: string, rule: unknown, parent: string): readonly Alternative[] {
  if (name === '$or') return alternativesOfOr(rule, parent);
  const path = parent === '' ? name : `${parent}.${name}`;
  if (isObject(rule)) return alternativesOf(rule, path);
  if (!Array.isArray(rule) || rule.length === 0) {
    throw invalid(path, 'a value must be an object or a list with at least one item');
  }
  if (wildcardComplexity(rule) > mostWildcards) {
    throw invalid(path, 'Rule is too complex - try using fewer wildcard characters');
  }
  return [new Map([[path, rule.map((item) => compileItem(item, path))]])];
}

function alternativesOfOr(alternatives: unknown, path: string): readonly Alternative[] {
  if (!Array.isArray(alternatives) || alternatives.length < 2)
    throw invalid(path, '$or needs a list of at least two alternatives');
  return alternatives.flatMap((alternative) => {
    if (!isObject(alternative)) throw invalid(path, '$or takes objects');
    refuseReserved(alternative, path);
    return alternativesOf(alternative, path);
  });
}

/** Names that make EventBridge take `$or` for a field, or refuse it; source: event-ruler, Constants.java. */
const reservedInOr = [
  ...[...operatorNames, 'exists', 'exactly', '=', '<', '<=', '>', '>=', 'regex', 'html'],
  ...['not-wildcard', 'not-equals-ignore-case', 'ip-address-in-range', 'ip-address-not-in-range'],
  ...['date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
];

function refuseReserved(alternative: JsonObject, path: string): void {
  for (const [name, rule] of Object.entries(alternative)) {
    if (reservedInOr.includes(name))
      throw invalid(
        path,
        `beside ${name}, which is a word of its own, EventBridge may take $or for a field; not supported`,
      );
    if (isObject(rule)) refuseReserved(rule, path);
  }
}

function allCombinations(
  some: readonly Alternative[],
  others: readonly Alternative[],
): readonly Alternative[] {
  if (some.length * others.length > mostAlternatives) {
    throw invalid('', `$or gives more than ${mostAlternatives} combinations`);
  }
  return some.flatMap((one) => others.map((other) => joinAlternatives(one, other)));
}

function joinAlternatives(one: Alternative, other: Alternative): Alternative {
  const joined = new Map(one);
  for (const [path, rules] of other) joined.set(path, [...(joined.get(path) ?? []), ...rules]);
  return joined;
}

function compileItem(item: unknown, path: string): Rule {
  if (Array.isArray(item)) throw invalid(path, 'a list in a list matches nothing');
  if (!isObject(item)) {
    if (isTooLarge(item)) throw invalid(path, tooLarge(item));
    const isAddress = typeof item === 'string' ? compileAddress(item) : undefined;
    return { type: 'VALUE', matches: isAddress ?? ((value) => value === item) };
  }
  const [[name, argument] = [], ...others] = Object.entries(item);
  if (name === undefined || others.length > 0) throw invalid(path, 'an operator is an object with one field');
  if (name !== 'exists')
    return { type: 'VALUE', matches: compileOperator(name, argument, (reason) => invalid(path, reason)) };
  if (typeof argument !== 'boolean') throw invalid(path, 'exists takes true or false');
  return argument ? { type: 'VALUE', matches: () => true } : { type: 'ABSENT' };
}

function invalid(path: string, reason: string): InvalidEventPattern {
  return new InvalidEventPattern(`Event pattern is not valid. Reason: ${reason} (at ${path || 'its top'}).`);
}
