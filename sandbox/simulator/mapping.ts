import * as v from 'valibot';

/** A mapping with these keys and no others; valibot alone would take a list for one. */
export function mapping<const TEntries extends v.ObjectEntries>(entries: TEntries) {
  type Input = v.InferInput<v.StrictObjectSchema<TEntries, undefined>>;
  return v.pipe(v.custom<Input>(isMapping, 'a mapping'), v.strictObject(entries));
}

/** A mapping from keys of a kind. */
export function mappingOf<
  const TKey extends v.GenericSchema<string, string>,
  const TValue extends v.GenericSchema,
>(key: TKey, value: TValue) {
  type Input = v.InferInput<v.RecordSchema<TKey, TValue, undefined>>;
  return v.pipe(v.custom<Input>(isMapping, 'a mapping'), v.record(key, value));
}

function isMapping(input: unknown): boolean {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
