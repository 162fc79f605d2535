import { Refusal } from '../wire/refusal.ts';
import { createIntrinsics } from './intrinsics.ts';
import { refuseUnknownProperties } from './known-properties.ts';
import { readParameters } from './parameters.ts';
import { isObject, type JsonObject, type Template } from './read-template.ts';
import {
  identifyResource,
  inertTypes,
  propertiesOf,
  type ResourceIdentity,
  type StackPlace,
  wiredTypes,
} from './resource-types.ts';

export interface StackResource extends ResourceIdentity {
  readonly logicalId: string;
  readonly type: string;
  /** Every intrinsic resolved. */
  readonly properties: JsonObject;
}

export interface Stack {
  readonly place: StackPlace;
  readonly resources: readonly StackResource[];
  ofType(type: string): readonly StackResource[];
}

/**
 * Does what CloudFormation does with a template before it makes anything: parameters, conditions, intrinsics.
 * @throws {@link Refusal} naming the logical id, for a resource type, an intrinsic or a reference that is not
 * supported.
 */
export function resolveTemplate(
  template: Template,
  { place, parameters = {} }: { place: StackPlace; parameters?: Readonly<Record<string, string>> },
): Stack {
  const identities = new Map<string, ResourceIdentity>();
  const underWay = new Set<string>();
  const intrinsics = createIntrinsics({
    template,
    place,
    parameters: readParameters(template, parameters),
    identify: (logicalId, where) => identify(logicalId, where),
  });

  const isPresent = (logicalId: string) => {
    const condition = template.Resources[logicalId]?.Condition;
    return condition === undefined || intrinsics.condition(String(condition), logicalId);
  };
  const identify = (logicalId: string, where: string): ResourceIdentity => {
    const known = identities.get(logicalId);
    if (known) return known;
    const resource = template.Resources[logicalId];
    if (!resource || !isPresent(logicalId)) {
      throw new Refusal(
        `${where} refers to ${logicalId}, which is ${resource ? 'left out by its condition' : 'neither a resource nor a parameter of the template'}.`,
      );
    }
    if (underWay.has(logicalId)) {
      throw new Refusal(`The names of ${[...underWay].join(', ')} depend on each other, in a circle.`);
    }
    underWay.add(logicalId);
    const type = String(resource.Type);
    const identity = identifyResource(type, logicalId, place, (name) =>
      intrinsics.resolve(propertiesOf(resource)[name], `${logicalId}.${name}`),
    );
    if (!identity) throw unsupportedType(logicalId, type);
    underWay.delete(logicalId);
    identities.set(logicalId, identity);
    return identity;
  };

  const resources = Object.keys(template.Resources)
    .filter(isPresent)
    .map((logicalId): StackResource => {
      const resource = template.Resources[logicalId] ?? {};
      const properties = intrinsics.resolve(propertiesOf(resource), logicalId);
      refuseUnknownProperties(String(resource.Type), logicalId, isObject(properties) ? properties : {});
      return {
        ...identify(logicalId, logicalId),
        logicalId,
        type: String(resource.Type),
        properties: isObject(properties) ? properties : {},
      };
    });
  return { place, resources, ofType: (type) => resources.filter((resource) => resource.type === type) };
}

function unsupportedType(logicalId: string, type: string): Refusal {
  return new Refusal(
    `The resource ${logicalId} is of type ${type}, which the sandbox does not support. ` +
      `Supported: ${Object.keys(wiredTypes).join(', ')}; accepted without behaviour: ${Object.keys(inertTypes).join(', ')}.`,
  );
}
