import * as v from 'valibot';
import { count } from '../../events/schema-parts.ts';
import { text } from '../json/parts.ts';
import { says } from '../json/shape.ts';

export const BENCH_JSON = v.strictObject({
  benchmark: v.literal('contention'),
  requests: says('how many at once', count),
  seconds: says('mean duration of a share', v.number()),
  seed: says('of the durations', count),
  strategies: says(
    'each way of sharing',
    v.array(
      v.strictObject({
        name: text,
        succeeded: count,
        createCalls: count,
        makespanSeconds: says('until the last had ended', v.number()),
        overheadSecondsPerShare: v.optional(v.number()),
        overheadSecondsAtMost: v.optional(v.number()),
        successRate: v.number(),
        createCallsPerShare: says('null where none succeeded', v.nullable(v.number())),
      }),
    ),
  ),
});
