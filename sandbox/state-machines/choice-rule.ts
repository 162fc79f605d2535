import { isObject, type JsonObject } from '../template/read-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { compileLoosePath, compilePath, type Evaluate, type Scope } from './expression.ts';
import { RuntimeFailure } from './state-failure.ts';
import { compareTimestamps, parseTimestamp } from './timestamp.ts';

export type ChoiceTest = (scope: Scope) => boolean;

/** Below 0, 0 or above it; `undefined` where the two cannot be compared, which no operator matches. */
type Compare = (value: unknown, bound: unknown) => number | undefined;

const ofType = (type: string) => (value: unknown, bound: unknown) => {
  if (typeof value !== type || typeof bound !== type) return undefined;
  return value === bound ? 0 : (value as number) < (bound as number) ? -1 : 1;
};
const kinds: Readonly<Record<string, Compare>> = {
  Boolean: ofType('boolean'),
  Numeric: ofType('number'),
  String: ofType('string'),
  Timestamp(value, bound) {
    const [one, other] = [parseTimestamp(value), parseTimestamp(bound)];
    return one && other ? compareTimestamps(one, other) : undefined;
  },
};
const orders: Readonly<Record<string, (order: number) => boolean>> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEquals: (order) => order >= 0,
};
const typeTests: Readonly<Record<string, (value: unknown) => boolean>> = {
  IsNull: (value) => value === null,
  IsBoolean: (value) => typeof value === 'boolean',
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsTimestamp: (value) => parseTimestamp(value) !== undefined,
};

/**
 * Compiles one choice rule. A value of another type than the operator's matches nothing, and `IsX: false` matches
 * what is not X; source: localstack 8b9a79f, choice_operators/.
 * @throws {@link Refusal} naming `place` for what is no rule
 */
export function compileChoiceRule(rule: unknown, place: string): ChoiceTest {
  if (!isObject(rule)) throw new Refusal(`${place} has a choice rule that is no object.`);
  const { Next: _, Comment: __, ...test } = rule;
  if (Array.isArray(test.And) || Array.isArray(test.Or)) {
    const tests = [test.And ?? test.Or].flat().map((nested) => compileNested(nested, place));
    return test.And
      ? (scope) => tests.every((matches) => matches(scope))
      : (scope) => tests.some((matches) => matches(scope));
  }
  if (test.Not !== undefined) {
    const negated = compileNested(test.Not, place);
    return (scope) => !negated(scope);
  }
  return compileComparison(test, place);
}

function compileNested(rule: unknown, place: string): ChoiceTest {
  if (isObject(rule) && rule.Next !== undefined)
    throw new Refusal(
      `${place} has Next in a choice rule inside of another; expected in the outermost alone.`,
    );
  return compileChoiceRule(rule, place);
}

function compileComparison({ Variable, ...operators }: JsonObject, place: string): ChoiceTest {
  const [[operator, operand] = [], ...others] = Object.entries(operators);
  if (operator === undefined || others.length > 0)
    throw new Refusal(
      `${place} has a choice rule with ${others.length + Number(operator !== undefined)} operators; expected one.`,
    );
  const find = compileLoosePath(Variable, 'Variable', place);
  if (operator === 'IsPresent') return (scope) => (find(scope) !== undefined) === operand;
  const read: Evaluate = (scope) => {
    const value = find(scope);
    if (value !== undefined) return value;
    throw new RuntimeFailure(
      `Invalid path '${Variable}': The choice state's condition path references an invalid value.`,
    );
  };
  const isType = Object.hasOwn(typeTests, operator) ? typeTests[operator] : undefined;
  if (isType) return (scope) => isType(read(scope)) === operand;
  if (operator === 'StringMatches') {
    const pattern = compileWildcards(String(operand), place);
    return (scope) => {
      const value = read(scope);
      return typeof value === 'string' && pattern.test(value);
    };
  }
  const [, kind = '', order = '', isPath] =
    /^(Boolean|Numeric|String|Timestamp)(Equals|(?:Less|Greater)Than(?:Equals)?)(Path)?$/.exec(operator) ??
    [];
  const [compare, holds] = [kinds[kind], orders[order]];
  if (!compare || !holds) throw new Refusal(`${place} has the choice operator ${operator}, which is none.`);
  if (kind === 'Timestamp' && !isPath && !parseTimestamp(operand))
    throw new Refusal(
      `${place} has ${operator} ${JSON.stringify(operand)}; expected such as 2026-03-14T01:59:00Z.`,
    );
  const bound: Evaluate = isPath ? compilePath(operand, operator, place) : () => operand;
  return (scope) => {
    const found = compare(read(scope), bound(scope));
    return found !== undefined && holds(found);
  };
}

/** `*` is any run of characters, `\\*` itself. Source: Amazon States Language, "StringMatches". */
function compileWildcards(pattern: string, place: string): RegExp {
  const expression = pattern.replace(
    /\\([\s\S]?)|\*|[.+?^${}()|[\]/]/g,
    (found, escaped: string | undefined) => {
      if (found === '*') return '.*';
      if (escaped === undefined || escaped === '*' || escaped === '\\') return `\\${escaped ?? found}`;
      throw new Refusal(
        `${place} has StringMatches ${pattern}; a backslash stands before * and itself alone.`,
      );
    },
  );
  return new RegExp(`^${expression}$`, 's');
}
