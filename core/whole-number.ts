import * as v from 'valibot';

/** A whole number within bounds, with its default: what most settings of config.yml are. */
export function wholeNumber(byDefault: number, least: number, most: number) {
  const expected = `a whole number from ${least} to ${most}`;
  return v.optional(
    v.pipe(v.number(expected), v.integer(expected), v.minValue(least, expected), v.maxValue(most, expected)),
    byDefault,
  );
}
