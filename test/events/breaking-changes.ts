/** The part of JSON Schema that our events use. */
export interface EventSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, EventSchema>>;
  readonly required?: readonly string[];
  readonly items?: EventSchema;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/**
 * What breaks those who use a released schema. Who sends an event must be able to send what could be sent; who
 * receives one must find what was always there. Patterns are not compared: the released examples are.
 */
export function breakingChanges(
  direction: 'IN' | 'OUT',
  released: EventSchema,
  now: EventSchema,
  path = 'detail',
): string[] {
  const found = [];
  if (released.type !== now.type) found.push(`${path} was ${released.type} and is ${now.type}`);
  if (direction === 'IN') {
    const refused = valuesOf(released).filter((value) => !valuesOf(now).includes(value));
    if (refused.length > 0 && (now.enum || 'const' in now))
      found.push(`${path} no longer takes ${refused.join(', ')}`);
    const asked = (now.required ?? []).filter((name) => !released.required?.includes(name));
    found.push(...asked.map((name) => `${path}.${name} is required now`));
    if ((now.minLength ?? 0) > (released.minLength ?? 0)) found.push(`${path} must be longer now`);
    if ((now.maxLength ?? Infinity) < (released.maxLength ?? Infinity))
      found.push(`${path} must be shorter now`);
  } else {
    const lost = (released.required ?? []).filter((name) => !now.required?.includes(name));
    found.push(...lost.map((name) => `${path}.${name} may be missing now`));
  }
  for (const [name, member] of Object.entries(released.properties ?? {})) {
    const other = now.properties?.[name];
    found.push(
      ...(other ? breakingChanges(direction, member, other, `${path}.${name}`) : [`${path}.${name} is gone`]),
    );
  }
  if (released.items && now.items)
    found.push(...breakingChanges(direction, released.items, now.items, `${path}[]`));
  return found;
}

function valuesOf(schema: EventSchema): readonly unknown[] {
  return schema.enum ?? ('const' in schema ? [schema.const] : []);
}
