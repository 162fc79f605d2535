/**
 * Time-outs of one HTTP request, milliseconds: short enough that a function with a hanging call answers by
 * itself, under a name, before Lambda kills it.
 */
export const REQUEST_HANDLER = {
  connectionTimeout: 3_000,
  requestTimeout: 12_000,
  throwOnRequestTimeout: true,
} as const;

/**
 * The same for writes to Service Catalog: whoever gives up on the answer loses the share's token, so it waits as long
 * as the function has time.
 */
export const WRITE_REQUEST_HANDLER = { ...REQUEST_HANDLER, requestTimeout: 60_000 } as const;
