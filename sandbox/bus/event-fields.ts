import { isObject } from '../template/read-template.ts';

/** Which element of an array a value is in, and of the arrays around that one; nothing where it is in none. */
export interface Place {
  readonly array: readonly unknown[];
  readonly index: number;
  readonly around: Place | undefined;
}

/** One value of an event that is neither an object nor a list. */
export interface EventField {
  readonly value: unknown;
  readonly place: Place | undefined;
}

/** The element of each array that several values are in together. */
export type ArrayMembership = ReadonlyMap<readonly unknown[], number>;

/**
 * The values of an event by their path, whose names are joined by dots: so a name that holds a dot is a path, in
 * events as in patterns. An empty list or object has no field. Source: localstack 8b9a79f, dot_joining_event.
 * Without recursion, since an event may be nested deeper than the stack is.
 */
export function fieldsOf(event: unknown): ReadonlyMap<string, readonly EventField[]> {
  const fields = new Map<string, EventField[]>();
  const left: { value: unknown; path: string; place: Place | undefined }[] = [
    { value: event, path: '', place: undefined },
  ];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path, place } = next;
    if (Array.isArray(value)) {
      value.forEach((element, index) => {
        left.push({ value: element, path, place: { array: value, index, around: place } });
      });
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        left.push({ value: member, path: path === '' ? name : `${path}.${name}`, place });
      }
    } else {
      const known = fields.get(path);
      if (known) known.push({ value, place });
      else fields.set(path, [{ value, place }]);
    }
  }
  return fields;
}

/** Both together, or nothing where they are in different elements of one array. */
export function join(membership: ArrayMembership, place: Place | undefined): ArrayMembership | undefined {
  if (place === undefined) return membership;
  const joined = new Map(membership);
  for (let at: Place | undefined = place; at !== undefined; at = at.around) {
    if ((joined.get(at.array) ?? at.index) !== at.index) return undefined;
    joined.set(at.array, at.index);
  }
  return joined;
}
