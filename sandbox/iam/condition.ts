import { isObject } from '../template/read-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { CONDITION_KEYS, SEVERAL_VALUES } from './condition-keys.ts';
import { type Context, compileArn, compilePattern, type Matches, variablesIn } from './pattern.ts';

/** Whether a request meets all that a statement demands. */
export type Condition = (context: Context) => boolean;

interface Operator {
  readonly compile: (text: string) => Matches;
  /** Holds where no value matches, and where the request has none. */
  readonly isNegated: boolean;
}

const exact = (text: string) => compilePattern(text, { hasWildcards: false });
const like = (text: string) => compilePattern(text, { hasWildcards: true });
const exactAnyCase = (text: string) => compilePattern(text, { hasWildcards: false, ignoresCase: true });

/** Source: IAM user guide, "IAM JSON policy elements: Condition operators". */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: { compile: exact, isNegated: false },
  StringNotEquals: { compile: exact, isNegated: true },
  StringEqualsIgnoreCase: { compile: exactAnyCase, isNegated: false },
  StringNotEqualsIgnoreCase: { compile: exactAnyCase, isNegated: true },
  StringLike: { compile: like, isNegated: false },
  StringNotLike: { compile: like, isNegated: true },
  ArnEquals: { compile: compileArn, isNegated: false },
  ArnLike: { compile: compileArn, isNegated: false },
  ArnNotEquals: { compile: compileArn, isNegated: true },
  ArnNotLike: { compile: compileArn, isNegated: true },
  Bool: { compile: exactAnyCase, isNegated: false },
};

const supported = `${Object.keys(OPERATORS).join(', ')} and Null, with ForAllValues, ForAnyValue and IfExists`;

/** @throws {@link Refusal} for an operator or a key that is not supported */
export function readCondition(element: unknown, where: string): Condition {
  if (element === undefined) return () => true;
  if (!isObject(element)) throw new Refusal(`${where} has a Condition that is no object.`);
  const conditions = Object.entries(element).flatMap(([name, keys]) => {
    if (!isObject(keys)) throw new Refusal(`${where} has the Condition ${name}, which is no object.`);
    return Object.entries(keys).map(([key, values]) => readOne(name, key, values, where));
  });
  return (context) => conditions.every((holds) => holds(context));
}

function readOne(name: string, key: string, given: unknown, where: string): Condition {
  const values = (Array.isArray(given) ? given : [given]).map(String);
  for (const one of [key, ...values.flatMap(variablesIn)]) {
    if (!CONDITION_KEYS.includes(one.toLowerCase())) {
      throw new Refusal(
        `${where} depends on the condition key ${one}; supported: ${CONDITION_KEYS.join(', ')}.`,
      );
    }
  }
  const at = key.toLowerCase();
  if (name === 'Null')
    return (context) => values.some((value) => isAbsent(context[at]) === (value === 'true'));
  const [, set, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(name) ?? [];
  const operator = OPERATORS[base];
  if (!operator) throw new Refusal(`${where} has the condition operator ${name}; supported: ${supported}.`);
  if (set === undefined && SEVERAL_VALUES.includes(at)) {
    throw new Refusal(
      `${where} has ${name} on ${key}, which holds several values: expected ForAllValues or ForAnyValue, since AWS does not say what it means without.`,
    );
  }
  const patterns = values.map(operator.compile);
  return (context) => {
    const holds = (value: string) =>
      patterns.some((matches) => matches(value, context)) !== operator.isNegated;
    const found = context[at];
    if (found === undefined || isAbsent(found)) {
      return set === 'ForAllValues' || (set === undefined && (operator.isNegated || ifExists !== undefined));
    }
    if (typeof found === 'string') return holds(found);
    return set === 'ForAllValues' ? found.every(holds) : found.some(holds);
  };
}

/** A key without any value is as good as none. */
function isAbsent(value: Context[string]): boolean {
  return value === undefined || value.length === 0;
}
