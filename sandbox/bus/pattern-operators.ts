import { isObject } from '../template/read-template.ts';
import { compileCidr } from './cidr.ts';
import { compileWildcard } from './wildcard.ts';

export type ValueMatcher = (value: unknown) => boolean;
type Invalid = (reason: string) => Error;
type Compile = (argument: unknown, invalid: Invalid) => ValueMatcher;

const operators: Readonly<Record<string, Compile>> = {
  prefix: affix('prefix', (value, affix) => value.startsWith(affix)),
  suffix: affix('suffix', (value, affix) => value.endsWith(affix)),
  'equals-ignore-case': (argument, invalid) => {
    const expected = text(argument, 'equals-ignore-case', invalid).toLowerCase();
    return (value) => typeof value === 'string' && value.toLowerCase() === expected;
  },
  wildcard: (argument, invalid) => compileWildcard(text(argument, 'wildcard', invalid), invalid),
  cidr: (argument, invalid) => compileCidr(text(argument, 'cidr', invalid), invalid),
  numeric: compileNumeric,
  'anything-but': compileAnythingBut,
};

/** Of operators that look at one value; `exists` and `$or` look at more. */
export const operatorNames: readonly string[] = Object.keys(operators);

/** Compiles an operator that looks at one value, `exists` apart. */
export function compileOperator(name: string, argument: unknown, invalid: Invalid): ValueMatcher {
  const compile = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!compile) {
    throw invalid(
      `unrecognized match type ${name}; supported: ${[...operatorNames, 'exists', '$or'].join(', ')}`,
    );
  }
  return compile(argument, invalid);
}

function affix(name: string, test: (value: string, affix: string) => boolean): Compile {
  return (argument, invalid) => {
    if (isObject(argument) && Object.keys(argument).join() === 'equals-ignore-case') {
      const expected = text(argument['equals-ignore-case'], name, invalid).toLowerCase();
      return (value) => typeof value === 'string' && test(value.toLowerCase(), expected);
    }
    const expected = text(argument, name, invalid);
    return (value) => typeof value === 'string' && test(value, expected);
  };
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '=': (value, bound) => value === bound,
};

/** Of patterns and of values, from -5e9 to 5e9; source: the user guide's "Numeric matching". */
const numericBound = 5_000_000_000;

function compileNumeric(argument: unknown, invalid: Invalid): ValueMatcher {
  if (!Array.isArray(argument) || argument.length === 0 || argument.length > 4 || argument.length % 2 !== 0) {
    throw invalid('numeric takes one or two pairs of a comparison and a number');
  }
  if (
    argument.length === 4 &&
    !(/^>=?$/.test(argument[0]) && /^<=?$/.test(argument[2]) && argument[1] < argument[3])
  ) {
    throw invalid('a numeric range is a lower bound (> or >=) and then a higher upper bound (< or <=)');
  }
  const tests = Array.from({ length: argument.length / 2 }, (_, pair) => {
    const [sign, bound] = [argument[pair * 2], argument[pair * 2 + 1]];
    const compare =
      typeof sign === 'string' && Object.hasOwn(comparisons, sign) ? comparisons[sign] : undefined;
    if (!compare) throw invalid(`numeric compares by ${Object.keys(comparisons).join(', ')}, not ${sign}`);
    if (!isComparable(bound)) {
      throw invalid(`numeric takes numbers from -5e9 to 5e9, not ${JSON.stringify(bound)}`);
    }
    return (value: number) => compare(value, bound);
  });
  return (value) =>
    typeof value === 'number' && Math.abs(value) <= numericBound && tests.every((test) => test(value));
}

/** What `anything-but` may hold besides values: each with a string or a list of them. */
const negatable = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];

function compileAnythingBut(argument: unknown, invalid: Invalid): ValueMatcher {
  if (isObject(argument)) {
    const [[name, operand] = [], ...others] = Object.entries(argument);
    if (name === undefined || others.length > 0 || !negatable.includes(name)) {
      throw invalid(`anything-but takes values or one of ${negatable.join(', ')}`);
    }
    const operands = listOf(operand, invalid);
    for (const item of operands) text(item, `anything-but ${name}`, invalid);
    if ((name === 'prefix' || name === 'suffix') && operands.includes('')) {
      throw invalid(`anything-but takes no empty ${name}`);
    }
    const matchers = operands.map((item) => compileOperator(name, item, invalid));
    return (value) => !matchers.some((matches) => matches(value));
  }
  const values = listOf(argument, invalid);
  if (
    !values.every((value) => typeof value === 'string') &&
    !values.every((value) => typeof value === 'number')
  ) {
    throw invalid('anything-but takes strings only or numbers only');
  }
  const other = values.find((value) => typeof value === 'number' && !isComparable(value));
  if (other !== undefined) throw invalid(`anything-but takes numbers from -5e9 to 5e9, not ${other}`);
  return (value) => !values.some((known) => known === value);
}

function isComparable(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= numericBound;
}

/** EventBridge compares the digits of such numbers as they are written; a double does not hold them all. */
export function isTooLarge(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

export function tooLarge(value: unknown): string {
  return `the number ${value} has more digits than are compared here; not supported`;
}

function listOf(argument: unknown, invalid: Invalid): readonly unknown[] {
  const list = Array.isArray(argument) ? argument : [argument];
  if (list.length === 0) throw invalid('anything-but takes at least one value');
  return list;
}

function text(argument: unknown, name: string, invalid: Invalid): string {
  if (typeof argument === 'string') return argument;
  throw invalid(`${name} takes a string, not ${JSON.stringify(argument)}`);
}
