/**
 * Time-outs of one HTTP request, milliseconds: short enough that a function with a hanging call answers by
 * itself, under a name, before Lambda kills it.
 */
export const REQUEST_HANDLER = {
  connectionTimeout: 3_000,
  requestTimeout: 12_000,
  throwOnRequestTimeout: true,
} as const;
