import { Refusal } from '../wire/refusal.ts';
import { isObject } from './read-template.ts';

export interface Conditions {
  named(name: string, where: string): boolean;
}

/** The template's conditions: Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition over resolved values. */
export function createConditions(
  definitions: Readonly<Record<string, unknown>>,
  resolve: (value: unknown, where: string) => unknown,
): Conditions {
  const evaluate = (expression: unknown, where: string): boolean => {
    const [name, argument] = (isObject(expression) ? Object.entries(expression)[0] : undefined) ?? [];
    const operands = Array.isArray(argument) ? argument : [];
    switch (name) {
      case 'Condition':
        return named(String(argument), where);
      case 'Fn::Equals': {
        const [left, right] = operands.map((operand) => resolve(operand, where));
        return JSON.stringify(textual(left)) === JSON.stringify(textual(right));
      }
      case 'Fn::And':
        return operands.every((operand) => evaluate(operand, where));
      case 'Fn::Or':
        return operands.some((operand) => evaluate(operand, where));
      case 'Fn::Not':
        return !evaluate(operands[0], where);
      default:
        throw new Refusal(
          `The condition ${where} uses ${name ?? JSON.stringify(expression)}; ` +
            'supported: Condition, Fn::Equals, Fn::And, Fn::Or, Fn::Not.',
        );
    }
  };
  const underWay = new Set<string>();
  const named = (name: string, where: string): boolean => {
    if (!Object.hasOwn(definitions, name)) {
      throw new Refusal(`${where} names the condition ${name}, which the template does not define.`);
    }
    if (underWay.has(name)) {
      throw new Refusal(`The conditions ${[...underWay].join(', ')} depend on each other, in a circle.`);
    }
    underWay.add(name);
    const isTrue = evaluate(definitions[name], name);
    underWay.delete(name);
    return isTrue;
  };
  return { named };
}

/** CloudFormation compares parameters and literals as strings. */
function textual(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
