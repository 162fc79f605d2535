import * as v from 'valibot';

/** What a command prints with --json: one object, or one of several, each with what it is of. */
export type Shape = v.StrictObjectSchema<v.ObjectEntries, undefined> | v.UnionSchema<ObjectOf[], undefined>;

type ObjectOf = v.SchemaWithPipe<
  readonly [v.StrictObjectSchema<v.ObjectEntries, undefined>, v.DescriptionAction<unknown, string>]
>;

/** A field, and what it says. A field of an event names the page of events. */
export function says<Schema extends v.GenericSchema>(description: string, schema: Schema) {
  return v.pipe(schema, v.description(description));
}

/** The outermost fields, with what each says. */
export function fieldsOf(shape: Shape): (readonly [string, string])[] {
  const objects = shape.type === 'union' ? shape.options : [shape];
  const fields = objects.flatMap(({ entries }) => Object.entries(entries));
  return [
    ...new Map(fields.map(([name, schema]) => [name, v.getDescription(schema as v.GenericSchema) ?? ''])),
  ];
}
