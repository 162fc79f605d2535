import { isObject, type JsonObject } from '../template/read-template.ts';
import { Refusal } from '../wire/refusal.ts';
import type { BusEvent } from './bus-event.ts';
import { compileTemplate, placeholdersIn } from './input-template.ts';

interface RuleIdentity {
  readonly name: string;
  readonly arn: string;
}

/** What a target is given for an event: JSON, or text where a template says so; `undefined`: nothing is delivered. */
export type TargetInput = (event: BusEvent, rule: RuleIdentity) => string | undefined;

/** Input, InputPath or InputTransformer of a target; the whole event where it has none. */
export function compileInput(target: JsonObject, where: string): TargetInput {
  const given = ['Input', 'InputPath', 'InputTransformer'].filter((name) => target[name] !== undefined);
  if (given.length > 1) {
    throw new Refusal(
      `Only one of Input, InputPath, or InputTransformer must be provided; ${where} has ${given.join(' and ')}.`,
    );
  }
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return constant(Input, where);
  if (InputPath !== undefined) {
    const read = compilePath(String(InputPath), where);
    return (event) => JSON.stringify(read(event) ?? null);
  }
  if (InputTransformer !== undefined)
    return compileTransformer(isObject(InputTransformer) ? InputTransformer : {}, where);
  return (event) => JSON.stringify(event);
}

function constant(input: unknown, where: string): TargetInput {
  const text = String(input);
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new Refusal(`${where} has an Input that is no JSON: ${text}.`, { cause });
  }
  return () => text;
}

/** Source: EventBridge API reference, InputTransformer. */
const mostPaths = 100;
const longestTemplate = 8_192;
const longestPath = 256;

function compileTransformer({ InputPathsMap, InputTemplate }: JsonObject, where: string): TargetInput {
  if (typeof InputTemplate !== 'string' || InputTemplate === '')
    throw new Refusal(`${where} has an InputTransformer without InputTemplate.`);
  if (InputTemplate.length > longestTemplate)
    throw new Refusal(
      `${where} has an InputTemplate of ${InputTemplate.length} characters; at most ${longestTemplate}.`,
    );
  const paths = readPaths(isObject(InputPathsMap) ? InputPathsMap : {}, where);
  for (const name of placeholdersIn(InputTemplate)) {
    if (!paths.has(name) && !Object.hasOwn(reserved, name))
      throw new Refusal(`InputTemplate for target ${where} contains invalid placeholder ${name}.`);
  }
  const fill = compileTemplate(InputTemplate, where);
  return (event, rule) =>
    fill((name) => (paths.has(name) ? paths.get(name)?.(event) : reserved[name]?.(event, rule)));
}

/** Source: EventBridge user guide, "Predefined variables"; of `aws.events.event`, as localstack 8b9a79f recorded it. */
const reserved: Readonly<Record<string, (event: BusEvent, rule: RuleIdentity) => unknown>> = {
  'aws.events.rule-arn': (_, rule) => rule.arn,
  'aws.events.rule-name': (_, rule) => rule.name,
  'aws.events.event.ingestion-time': (event) => event.time,
  'aws.events.event.json': (event) => event,
  'aws.events.event': ({ id, account, time, source, region, resources, version, ...event }) => ({
    id,
    account,
    detailType: event['detail-type'],
    time,
    source,
    region,
    resources,
    version,
  }),
};

function readPaths(map: JsonObject, where: string): ReadonlyMap<string, (event: BusEvent) => unknown> {
  const entries = Object.entries(map);
  if (entries.length > mostPaths)
    throw new Refusal(`${where} has ${entries.length} paths in its InputPathsMap; at most ${mostPaths}.`);
  return new Map(
    entries.map(([name, path]) => {
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(name) || /^aws/i.test(name))
        throw new Refusal(
          `${where} has ${name} in its InputPathsMap; a name has at most 256 letters, digits, - and _, and does not begin with AWS.`,
        );
      if (String(path).length > longestPath)
        throw new Refusal(`${where} has a path of more than ${longestPath} characters: ${path}.`);
      if (String(path).includes("['"))
        throw new Refusal(
          `${where} has the path ${path} in its InputPathsMap; expected dots, not brackets, for names.`,
        );
      return [name, compilePath(String(path), where)];
    }),
  );
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
