import { isObject } from '../template/read-template.ts';

/** Which element of which array a value is in; keyed by the array, so that nested ones differ. */
export type ArrayMembership = ReadonlyMap<readonly unknown[], number>;

/** One value of an event that is neither an object nor a list. */
export interface EventField {
  readonly value: unknown;
  readonly membership: ArrayMembership;
}

const nowhere: ArrayMembership = new Map();

/**
 * The values of an event by their path, whose names are joined by dots: so a name that holds a dot is a path, in
 * events as in patterns. An empty list or object has no field. Source: localstack 8b9a79f, dot_joining_event.
 */
export function fieldsOf(event: unknown): ReadonlyMap<string, readonly EventField[]> {
  const fields = new Map<string, EventField[]>();
  const visit = (value: unknown, path: string, membership: ArrayMembership): void => {
    if (Array.isArray(value)) {
      value.forEach((element, index) => {
        visit(element, path, new Map(membership).set(value, index));
      });
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        visit(member, path === '' ? name : `${path}.${name}`, membership);
      }
    } else {
      const known = fields.get(path);
      if (known) known.push({ value, membership });
      else fields.set(path, [{ value, membership }]);
    }
  };
  visit(event, '', nowhere);
  return fields;
}

/** Both together, or nothing where they are in different elements of one array. */
export function joinMemberships(one: ArrayMembership, other: ArrayMembership): ArrayMembership | undefined {
  if (other.size === 0) return one;
  const joined = new Map(one);
  for (const [array, index] of other) {
    if ((joined.get(array) ?? index) !== index) return undefined;
    joined.set(array, index);
  }
  return joined;
}
