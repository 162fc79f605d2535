import { type Chance, realChance } from '../clock/chance.ts';
import { Refusal } from '../wire/refusal.ts';
import { InvalidIntrinsic, parseIntrinsic } from './intrinsic-call.ts';
import { callIntrinsic } from './intrinsic-functions.ts';
import { compileJsonPath } from './json-path.ts';
import { InvalidPath } from './json-path-filter.ts';
import { RuntimeFailure } from './state-failure.ts';

/** What paths look into. */
export interface Scope {
  readonly input: unknown;
  /** The context object, `$$`. */
  readonly context: Readonly<Record<string, unknown>>;
  /** What intrinsic functions draw from. */
  readonly chance?: Chance;
}

export type Evaluate = (scope: Scope) => unknown;

/**
 * Compiles a path or an intrinsic function.
 * @param field for sentences: where it stands, e.g. `portfolioId.$`
 * @throws {@link Refusal} naming `place` for what is neither
 */
export function compileExpression(text: unknown, field: string, place: string): Evaluate {
  if (typeof text !== 'string')
    throw new Refusal(
      `${place} has ${field} ${JSON.stringify(text)}; expected a JSONPath or an intrinsic function.`,
    );
  if (text.startsWith('$')) {
    const read = compilePath(text, field, place);
    return (scope) => {
      // A function that returned nothing: whoever took $ for the whole input learns it here, as on AWS.
      if (lookedInto(text, scope) !== null) return read(scope);
      throw new RuntimeFailure('Unable to apply Path transformation to null or empty input.');
    };
  }
  const call = orRefuse(() => parseIntrinsic(text), field, place);
  const evaluate = compileCall(call, text, place);
  return (scope) => {
    try {
      return evaluate(scope);
    } catch (cause) {
      if (!(cause instanceof InvalidIntrinsic)) throw cause;
      throw new RuntimeFailure(`The function '${text}' had the following error: ${cause.message}`, { cause });
    }
  };
}

function compileCall(call: ReturnType<typeof parseIntrinsic>, text: string, place: string): Evaluate {
  const readers = call.args.map((argument): Evaluate => {
    switch (argument.type) {
      case 'CALL':
        return compileCall(argument.call, text, place);
      case 'PATH':
        return compileArgument(argument.path, text, place);
      case 'VALUE':
        return () => argument.value;
      default:
        return argument satisfies never;
    }
  });
  return (scope) =>
    callIntrinsic(
      call.name,
      readers.map((read) => read(scope)),
      scope.chance ?? realChance,
    );
}

function compileArgument(path: string, text: string, place: string): Evaluate {
  const read = compileLoosePath(path, text, place);
  return (scope) => {
    const found = read(scope);
    if (found !== undefined) return found;
    throw new InvalidIntrinsic(
      `The JsonPath argument for the field '${path}' could not be found in the input '${JSON.stringify(lookedInto(path, scope))}'`,
    );
  };
}

function lookedInto(path: string, { input, context }: Scope): unknown {
  return path.startsWith('$$') ? context : input;
}

/** A path that must lead somewhere. @throws {@link Refusal} */
export function compilePath(text: unknown, field: string, place: string): Evaluate {
  const read = compileLoosePath(text, field, place);
  return (scope) => {
    const found = read(scope);
    if (found !== undefined) return found;
    throw new RuntimeFailure(
      `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(lookedInto(String(text), scope))}'`,
    );
  };
}

/** A path that may lead nowhere, which is `undefined` then. @throws {@link Refusal} */
export function compileLoosePath(text: unknown, field: string, place: string): Evaluate {
  const path = orRefuse(() => compileJsonPath(String(text)), field, place);
  return ({ input, context }) => path.find(path.isContext ? context : input);
}

function orRefuse<Compiled>(compile: () => Compiled, field: string, place: string): Compiled {
  try {
    return compile();
  } catch (cause) {
    if (!(cause instanceof InvalidPath || cause instanceof InvalidIntrinsic)) throw cause;
    throw new Refusal(`${place} has in ${field}: ${cause.message}.`, { cause });
  }
}

/** Compiles Parameters, ResultSelector or ItemSelector: members named `x.$` are evaluated. @throws {@link Refusal} */
export function compileTemplate(template: unknown, place: string): Evaluate {
  if (Array.isArray(template)) {
    const items = template.map((item) => compileTemplate(item, place));
    return (scope) => items.map((evaluate) => evaluate(scope));
  }
  if (typeof template !== 'object' || template === null) return () => template;
  const members = Object.entries(template).map(([name, value]): [string, Evaluate] =>
    name.endsWith('.$')
      ? [name.slice(0, -2), compileExpression(value, name, place)]
      : [name, compileTemplate(value, place)],
  );
  return (scope) => Object.fromEntries(members.map(([name, evaluate]) => [name, evaluate(scope)]));
}
