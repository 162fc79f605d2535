import { Refusal } from '../refusal.ts';
import { isObject, type JsonObject } from '../template/read-template.ts';
import type { BusEvent } from './bus-event.ts';

interface RuleIdentity {
  readonly name: string;
  readonly arn: string;
}

/** What a target is given for an event: JSON text, or any text where a template says so. */
export type TargetInput = (event: BusEvent, rule: RuleIdentity) => string;

/** Input, InputPath or InputTransformer of a target; the whole event where it has none. */
export function compileInput(target: JsonObject, where: string): TargetInput {
  const { Input, InputPath, InputTransformer } = target;
  if (typeof Input === 'string') return () => Input;
  if (typeof InputPath === 'string') {
    const read = compilePath(InputPath, where);
    return (event) => JSON.stringify(read(event) ?? null);
  }
  if (isObject(InputTransformer)) return compileTransformer(InputTransformer, where);
  return (event) => JSON.stringify(event);
}

function compileTransformer({ InputPathsMap, InputTemplate }: JsonObject, where: string): TargetInput {
  if (typeof InputTemplate !== 'string')
    throw new Refusal(`${where} has an InputTransformer without InputTemplate.`);
  const paths = new Map(
    Object.entries(isObject(InputPathsMap) ? InputPathsMap : {}).map(([name, path]) => [
      name,
      compilePath(String(path), where),
    ]),
  );
  return (event, rule) => {
    const lookUp = (name: string): unknown => {
      switch (name) {
        case 'aws.events.rule-arn':
          return rule.arn;
        case 'aws.events.rule-name':
          return rule.name;
        case 'aws.events.event.ingestion-time':
          return event.time;
        case 'aws.events.event':
        case 'aws.events.event.json':
          return event;
        default:
          return paths.get(name)?.(event) ?? null;
      }
    };
    return fill(InputTemplate, (name) =>
      paths.has(name) || name.startsWith('aws.events.') ? lookUp(name) : undefined,
    );
  };
}

/** In a string of the template a value stands without quotes, elsewhere as JSON. */
function fill(template: string, lookUp: (name: string) => unknown): string {
  let isInString = false;
  return template.replace(/\\.|"|<([A-Za-z0-9_.-]+)>/g, (found: string, name: string | undefined) => {
    if (found === '"') isInString = !isInString;
    const value = name === undefined ? undefined : lookUp(name);
    if (value === undefined) return found;
    const json = JSON.stringify(value);
    if (!isInString) return json;
    return typeof value === 'string' ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1);
  });
}

/** `$`, members and indexes: `$.detail.items[0]['key']`. @throws {@link Refusal} for any other path. */
export function compilePath(path: string, where: string): (event: BusEvent) => unknown {
  if (!/^\$(?:\.[\w-]+|\[\d+\]|\['[^']+'\])*$/.test(path)) {
    throw new Refusal(
      `${where} has the path ${path}; supported: $ with members and indexes, such as $.detail.items[0].`,
    );
  }
  const keys = [...path.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(
    ([, member, index, quoted]) => member ?? index ?? quoted ?? '',
  );
  return (event) =>
    keys.reduce<unknown>((value, key) => {
      if (Array.isArray(value)) return value[Number(key)];
      return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    }, event);
}
