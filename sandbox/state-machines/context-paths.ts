import { isObject, type JsonObject } from '../template/read-template.ts';
import { Refusal } from '../wire/refusal.ts';

/** Where the engine finds what is different in each state: the context object has one entry per state. */
export const stateContextsKey = '__states';
export const executionContextKey = '__execution';

const supported = '$$.Execution, $$.StateMachine, $$.State.Name, $$.Task.Token, $$.Map.Item';

/**
 * The engine has one context object for all states and sets `Execution.Input` anew in each branch. So paths
 * into what belongs to a state or to the whole execution are led to entries of our own.
 * @throws {@link Refusal} for a path into a part of the context that is not supported.
 */
export function rewriteContext(state: JsonObject, key: number, place: string): JsonObject {
  const rewrite = (text: string) =>
    text.replace(/\$\$(?:\.([A-Za-z]+(?:\.[A-Za-z]+)*)|)/g, (path: string, inside: string | undefined) => {
      const [root] = inside?.split('.') ?? [];
      switch (root) {
        case 'Execution':
          return `$$.${executionContextKey}${path.slice('$$.Execution'.length)}`;
        case 'StateMachine':
        case 'Map':
          return path;
        case 'State':
          if (inside === 'State.Name') return `$$.${stateContextsKey}.s${key}.Name`;
          break;
        case 'Task':
          if (inside === 'Task.Token') return `$$.${stateContextsKey}.s${key}.Token`;
      }
      throw new Refusal(
        `${place} reads ${path}, which the sandbox does not support. Supported: ${supported}.`,
      );
    });
  return rewriteMembers(state, rewrite);
}

function rewriteMembers(value: JsonObject, rewrite: (text: string) => string): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, rewriteValue(name, member, rewrite)]),
  );
}

function rewriteValue(name: string, value: unknown, rewrite: (text: string) => string): unknown {
  if (typeof value === 'string') return isPath(name) ? rewrite(value) : value;
  if (Array.isArray(value)) return value.map((item) => rewriteValue('', item, rewrite));
  // States of a branch are read, and rewritten, as states of their own.
  if (isObject(value) && name !== 'ItemProcessor' && name !== 'Iterator')
    return rewriteMembers(value, rewrite);
  return value;
}

function isPath(name: string): boolean {
  return name.endsWith('.$') || name.endsWith('Path') || name === 'Variable';
}
