import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, Resource } from '@aws-cdk/service-spec-types';

export interface SchemaTemplate {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: a foreign document
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: any }>>;
}

const spec = loadAwsServiceSpecSync();

/** Properties that are unknown, missing or of another type, and references to what is not there: AWS's own schemas decide. */
export function problemsOfTemplate(template: SchemaTemplate): string[] {
  const found = Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const resource = schemaOf(Type);
    if (!resource) return [`${id}: type ${Type} is unknown`];
    return [
      ...problemsOfObject(Properties, resource.properties, id),
      ...danglingIn(Properties, id, template),
    ];
  });
  return [...new Set(found)];
}

export function canBeTagged(type: string): boolean {
  return schemaOf(type)?.tagInformation !== undefined;
}

function schemaOf(type: string): Resource | undefined {
  const found = spec.lookup('resource', 'cloudFormationType', 'equals', type);
  return found.length > 0 ? found.only() : undefined;
}

function danglingIn(
  properties: unknown,
  id: string,
  { Resources, Parameters = {} }: SchemaTemplate,
): string[] {
  const problems: string[] = [];
  JSON.stringify(properties, (_, value) => {
    const [target, ...rest] = [value?.['Fn::GetAtt'] ?? []].flat().join('.').split('.');
    const attribute = rest.join('.');
    if (target) {
      const type = Resources[target]?.Type;
      const schema = type === undefined ? undefined : schemaOf(type);
      if (!schema) problems.push(`${id}: GetAtt of ${target}, which is not there`);
      else if (!schema.attributes[attribute] && !schema.properties[attribute])
        problems.push(`${id}: ${type} has no attribute ${attribute}`);
    }
    const { Ref } = value ?? {};
    if (typeof Ref === 'string' && !/^AWS::/.test(Ref) && !Resources[Ref] && !Parameters[Ref])
      problems.push(`${id}: Ref of ${Ref}, which is not there`);
    return value;
  });
  return problems;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIntrinsic = (value: unknown) =>
  isObject(value) && Object.keys(value).length === 1 && /^(Ref|Fn::)/.test(Object.keys(value)[0] ?? '');

function problemsOfObject(
  value: unknown,
  properties: Readonly<Record<string, Pick<Property, 'type' | 'required'>>>,
  at: string,
): string[] {
  if (isIntrinsic(value)) return [];
  if (!isObject(value)) return [`${at}: expected an object`];
  const missing = Object.keys(properties).filter(
    (key) => properties[key]?.required && value[key] === undefined,
  );
  const present = Object.entries(value).flatMap(([key, one]) => {
    const property = properties[key];
    return property ? problemsOf(one, property.type, `${at}.${key}`) : [`${at}.${key} is unknown`];
  });
  return [...missing.map((key) => `${at}: ${key} is missing`), ...present];
}

/** CloudFormation itself turns numbers and booleans into strings, and back. */
const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => ['string', 'number', 'boolean'].includes(typeof value),
  'date-time': (value) => typeof value === 'string',
  number: (value) => value !== '' && !Number.isNaN(Number(value)),
  integer: (value) => value !== '' && Number.isInteger(Number(value)),
  boolean: (value) => /^(true|false)$/.test(String(value)),
};

function problemsOf(value: unknown, type: PropertyType, at: string): string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'json':
      return isObject(value) ? [] : [`${at}: expected an object`];
    case 'array':
      if (!Array.isArray(value)) return [`${at}: expected a list`];
      return value.flatMap((one, index) => problemsOf(one, type.element, `${at}[${index}]`));
    case 'map':
      if (!isObject(value)) return [`${at}: expected a map`];
      return Object.entries(value).flatMap(([key, one]) => problemsOf(one, type.element, `${at}.${key}`));
    case 'union':
      return problemsOfUnion(value, type.types, at);
    case 'ref':
      return problemsOfObject(value, spec.get('typeDefinition', type.reference.$ref).properties, at);
    case 'tag': {
      const text = { required: true, type: { type: 'string' } } as const;
      return problemsOfObject(value, { Key: text, Value: text }, at);
    }
    default:
      return SCALARS[type.type]?.(value) === false
        ? [`${at}: expected ${type.type}, not ${JSON.stringify(value)}`]
        : [];
  }
}

/** "Any JSON" beside a type of its own says nothing; beside text alone it is the real one, as for a policy. */
function problemsOfUnion(value: unknown, types: readonly PropertyType[], at: string): string[] {
  const isPolicy = types.every(({ type }) => type === 'json' || type === 'string');
  const told = types
    .filter(({ type }) => isPolicy || type !== 'json')
    .map((one) => problemsOf(value, one, at));
  return told.find((problems) => problems.length === 0) ?? told.sort((a, b) => a.length - b.length)[0] ?? [];
}
