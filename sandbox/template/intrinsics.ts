import { Refusal } from '../wire/refusal.ts';
import { createConditions } from './conditions.ts';
import { isObject, type JsonObject, type Template } from './read-template.ts';
import type { ResourceIdentity, StackPlace } from './resource-types.ts';

export interface Intrinsics {
  /** `where` names the place in the template for an error's sentence. */
  resolve(value: unknown, where: string): unknown;
  /** The value of a named condition. */
  condition(name: string, where: string): boolean;
}

type Resolve = (argument: unknown, where: string) => unknown;

const noValue = Symbol('AWS::NoValue');

export function createIntrinsics({
  template,
  place,
  parameters,
  identify,
}: {
  template: Template;
  place: StackPlace;
  parameters: Readonly<Record<string, unknown>>;
  identify(logicalId: string, where: string): ResourceIdentity;
}): Intrinsics {
  const pseudoParameters: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': place.accountId,
    'AWS::NoValue': noValue,
    'AWS::NotificationARNs': [],
    'AWS::Partition': place.partition,
    'AWS::Region': place.region,
    'AWS::StackId': `arn:${place.partition}:cloudformation:${place.region}:${place.accountId}:stack/${place.stackName}/sandbox`,
    'AWS::StackName': place.stackName,
    'AWS::URLSuffix': place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
  const ref = (name: string, where: string): unknown => {
    if (Object.hasOwn(pseudoParameters, name)) return pseudoParameters[name];
    if (Object.hasOwn(parameters, name)) return parameters[name];
    return identify(name, where).ref;
  };
  const attribute = (logicalId: string, name: string, where: string): string => {
    const { attributes } = identify(logicalId, where);
    const value = attributes[name];
    if (value === undefined) {
      throw new Refusal(
        `${where} asks for the attribute ${name} of ${logicalId}; supported: ${Object.keys(attributes).join(', ') || 'none'}.`,
      );
    }
    return value;
  };
  const evaluate = (value: unknown, where: string): unknown => {
    if (Array.isArray(value)) {
      return value
        .map((item, index) => evaluate(item, `${where}[${index}]`))
        .filter((item) => item !== noValue);
    }
    if (!isObject(value)) return value;
    const [name, argument] = Object.entries(value)[0] ?? [];
    if (name !== undefined && Object.keys(value).length === 1 && isIntrinsic(name)) {
      const intrinsic = intrinsics[name];
      if (!intrinsic) {
        throw new Refusal(
          `${where} uses ${name}, which the sandbox does not support. Supported: ${supported()}.`,
        );
      }
      return intrinsic(argument, where);
    }
    return evaluateMembers(value, where);
  };
  const evaluateMembers = (value: JsonObject, where: string) =>
    Object.fromEntries(
      Object.entries(value)
        .map(([key, member]) => [key, evaluate(member, `${where}.${key}`)] as const)
        .filter(([, member]) => member !== noValue),
    );
  const conditions = createConditions(template.Conditions, evaluate);

  const intrinsics: Readonly<Record<string, Resolve>> = {
    Ref: (name, where) => ref(text(name, where, 'Ref'), where),
    'Fn::GetAtt': (path, where) => {
      const [logicalId, ...names] = Array.isArray(path) ? path : text(path, where, 'Fn::GetAtt').split('.');
      return attribute(
        String(logicalId),
        names.map((name) => text(evaluate(name, where), where, 'Fn::GetAtt')).join('.'),
        where,
      );
    },
    'Fn::Sub': (argument, where) => {
      const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
      return text(template, where, 'Fn::Sub').replace(/\$\{([^}]*)\}/g, (_, name: string) => {
        if (name.startsWith('!')) return `\${${name.slice(1)}}`;
        const value =
          isObject(variables) && Object.hasOwn(variables, name.trim())
            ? evaluate(variables[name.trim()], where)
            : dotted(name.trim(), where);
        return text(value, where, `Fn::Sub of ${name}`);
      });
    },
    'Fn::Join': (argument, where) => {
      const [separator, items] = list(argument, where, 'Fn::Join');
      return list(evaluate(items, where), where, 'Fn::Join')
        .map((item) => text(item, where, 'Fn::Join'))
        .join(text(separator, where, 'Fn::Join'));
    },
    'Fn::Split': (argument, where) => {
      const [separator, source] = list(argument, where, 'Fn::Split');
      return text(evaluate(source, where), where, 'Fn::Split').split(text(separator, where, 'Fn::Split'));
    },
    'Fn::Select': (argument, where) => {
      const [index, items] = list(argument, where, 'Fn::Select');
      const values = list(evaluate(items, where), where, 'Fn::Select');
      const selected = values[Number(evaluate(index, where))];
      if (selected === undefined)
        throw new Refusal(`${where}: Fn::Select has no item ${index} of ${values.length}.`);
      return selected;
    },
    'Fn::FindInMap': (argument, where) => {
      const keys = list(evaluate(argument, where), where, 'Fn::FindInMap').map(String);
      const found = keys.reduce<unknown>(
        (level, key) => (isObject(level) ? level[key] : undefined),
        template.Mappings,
      );
      if (found === undefined)
        throw new Refusal(`${where}: Fn::FindInMap finds nothing at ${keys.join('.')}.`);
      return found;
    },
    'Fn::If': (argument, where) => {
      const [name, whenTrue, whenFalse] = list(argument, where, 'Fn::If');
      return evaluate(conditions.named(String(name), where) ? whenTrue : whenFalse, where);
    },
  };
  const supported = () => Object.keys(intrinsics).join(', ');
  const dotted = (name: string, where: string) => {
    const dot = name.indexOf('.');
    return dot < 0 ? ref(name, where) : attribute(name.slice(0, dot), name.slice(dot + 1), where);
  };

  return {
    resolve: (value, where) => {
      const resolved = evaluate(value, where);
      return resolved === noValue ? undefined : resolved;
    },
    condition: conditions.named,
  };
}

function isIntrinsic(name: string): boolean {
  return name === 'Ref' || name.startsWith('Fn::');
}

function text(value: unknown, where: string, intrinsic: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Refusal(
    `${where}: ${intrinsic} needs a string; it has ${JSON.stringify(value) ?? String(value)}.`,
  );
}

function list(value: unknown, where: string, intrinsic: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Refusal(`${where}: ${intrinsic} needs a list; it has ${JSON.stringify(value)}.`);
}
