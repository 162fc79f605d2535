import { Refusal } from '../wire/refusal.ts';
import type { JsonObject, Template } from './read-template.ts';

/**
 * The value of every parameter: the one given, else its default.
 * @throws {@link Refusal} for a parameter without a value, a value that it does not allow, or an unknown name.
 */
export function readParameters(
  template: Template,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(template.Parameters, name)) {
      const known = Object.keys(template.Parameters).join(', ') || 'none';
      throw new Refusal(`The template has no parameter ${name}; its parameters: ${known}.`);
    }
  }
  return Object.fromEntries(
    Object.entries(template.Parameters).map(([name, parameter]) => [
      name,
      readParameter(name, parameter, given[name]),
    ]),
  );
}

function readParameter(name: string, parameter: JsonObject, given: string | undefined): unknown {
  const value = given ?? parameter.Default;
  if (value === undefined) {
    throw new Refusal(`The template's parameter ${name} has no default and was given no value.`);
  }
  const text = String(value);
  const allowed = parameter.AllowedValues;
  if (Array.isArray(allowed) && !allowed.map(String).includes(text)) {
    throw new Refusal(`The template's parameter ${name} is ${text}; expected one of ${allowed.join(', ')}.`);
  }
  const pattern = parameter.AllowedPattern;
  if (typeof pattern === 'string' && !new RegExp(`^(?:${pattern})$`).test(text)) {
    throw new Refusal(`The template's parameter ${name} is ${text}; expected a match of ${pattern}.`);
  }
  switch (parameter.Type) {
    case 'String':
    case 'Number':
      return text;
    case 'CommaDelimitedList':
    case 'List<Number>':
      return text.split(',').map((item) => item.trim());
    default:
      throw new Refusal(
        `The template's parameter ${name} is of type ${parameter.Type}; ` +
          'supported: String, Number, CommaDelimitedList, List<Number>.',
      );
  }
}
